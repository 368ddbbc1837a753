/**
 * Migration sets: which migrations there are, what each does and costs, and that none was changed
 * since it was released; and the states in which they can find a ledger.
 *
 * <p>A set is a value, read from the class path and checked against {@code migrations.sum} while it
 * is read: a doctored script is refused before anything could run. Everything here is immutable.
 */
@NullMarked
package org.auditledger.migrate;

import org.jspecify.annotations.NullMarked;
