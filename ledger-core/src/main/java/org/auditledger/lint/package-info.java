/**
 * What a migration may not do to a ledger, as rules that are checked before anything runs: {@link
 * org.auditledger.lint.Lint} reads the texts of a migration set and names what it refuses.
 *
 * <p>It reads SQL as PostgreSQL's lexer does, and statements by their first words; it is no parser
 * and no sandbox. What it cannot read it refuses, and never takes for harmless. What a script
 * really did is proven by its receipt.
 *
 * <p>Pure: no file, no database, no clock. Values are immutable; {@code Lint} may be called by any
 * thread.
 */
@NullMarked
package org.auditledger.lint;

import org.jspecify.annotations.NullMarked;
