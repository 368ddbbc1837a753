/**
 * Takes backups: everything that a ledger is, in one snapshot, into one file. {@link
 * org.auditledger.backup.Backup} reads rows and chain, judges them as they come and writes them
 * down; what is not sound is not backed up. {@link org.auditledger.backup.PgDump} has PostgreSQL's
 * own program do it, for who wants that, and looks at what came of it before it gets its name.
 *
 * <p>Invariants: a file with the final name is whole, on disk, and was read back; whatever happens
 * before leaves none. Nothing is written to the source but one statement, and to a source that
 * cannot take one, nothing. Memory does not grow with the ledger.
 *
 * <p>A {@code Backup} belongs to one thread, and works with several.
 */
@NullMarked
package org.auditledger.backup;

import org.jspecify.annotations.NullMarked;
