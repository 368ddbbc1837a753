/**
 * Judges entries, one after the other, wherever they come from: {@link
 * org.auditledger.verify.EntryChecks} takes rows and reduces them to an {@link
 * org.auditledger.verify.EntriesAccount}.
 *
 * <p>Invariants: no genuine entry of any era gives a finding; what could not be checked is counted
 * and is neither a finding nor clean; whatever the rows are, the account comes to an end, and its
 * size does not grow with them. It trusts keys that it is given, and nothing that stands in a row.
 *
 * <p>Values are immutable and shared; what takes rows belongs to one thread.
 */
@NullMarked
package org.auditledger.verify;

import org.jspecify.annotations.NullMarked;
