/**
 * What verifying a ledger came to, as a statement that somebody signs and others check later:
 * {@link org.auditledger.report.VerifyReport}.
 *
 * <p>Invariants: a report has exactly one text, which is what was signed, and agrees with itself:
 * how verify ended is what its findings end with. What was found is kept in words, as it was said
 * then, so that a report says the same to a program that knows other findings. That a report was
 * signed shows who said so, and not that it is true.
 *
 * <p>Everything here is an immutable value.
 */
@NullMarked
package org.auditledger.report;

import org.jspecify.annotations.NullMarked;
