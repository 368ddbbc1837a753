/**
 * Reads PostgreSQL's catalog into documents ({@link org.auditledger.schema.SchemaDocument}): what a
 * ledger is made of, and what protects it.
 *
 * <p>Invariant: what is read depends on the schema and on nothing else: not on the version of the
 * server, the session's settings, object identifiers, the order of creation, or partitions that
 * come and go. Nothing is written, and the session is as it was.
 *
 * <p>A reader keeps nothing; the connection belongs to one thread.
 */
@NullMarked
package org.auditledger.catalog;

import org.jspecify.annotations.NullMarked;
