/**
 * PostgreSQL as the ledger meets it: where a server is ({@link
 * org.auditledger.postgres.ConnectionString}), a connection whose settings nobody else decides
 * ({@link org.auditledger.postgres.Session}), and rows in bulk, out of it ({@link
 * org.auditledger.postgres.CopyReader}) and into it ({@link org.auditledger.postgres.CopyWriter}).
 *
 * <p>Invariants: no message, no {@code toString} and no argument of a child process ever holds a
 * password; a stream of rows ends with PostgreSQL's own trailer or with an exception, never early;
 * what a role or a database has set does not reach what is read or written here.
 *
 * <p>A {@link org.auditledger.postgres.Server} is immutable and shared. Sessions, readers and
 * writers belong to one thread at a time.
 */
@NullMarked
package org.auditledger.postgres;

import org.jspecify.annotations.NullMarked;
