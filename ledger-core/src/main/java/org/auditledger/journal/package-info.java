/**
 * The ledger's own history: what was done to it, by whom and when, as statements that form a second
 * append-only chain.
 *
 * <p>A statement is one line of canonical JSON, and its text is what was signed: it is stored, kept
 * and checked as it is, and never written again from its parts. Everything here is an immutable
 * value.
 */
@NullMarked
package org.auditledger.journal;

import org.jspecify.annotations.NullMarked;
