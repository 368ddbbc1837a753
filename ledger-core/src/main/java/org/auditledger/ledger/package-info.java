/**
 * The ledger's entries where they are stored: the table {@code public.ledger_entries}, its head,
 * and its rows in order, read so that no index can hide one.
 *
 * <p>Invariants: what is read is every row of the table itself and nothing of any other; reading
 * changes neither a setting nor the transaction it is done in; memory does not grow with the
 * ledger. Everything here belongs to one thread at a time.
 */
@NullMarked
package org.auditledger.ledger;

import org.jspecify.annotations.NullMarked;
