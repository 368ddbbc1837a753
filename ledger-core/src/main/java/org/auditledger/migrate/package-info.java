/**
 * Migrations, and proof of what they did: the sets, the states in which a ledger can be found, and
 * the engine that takes a ledger from one version to another.
 *
 * <p>{@link org.auditledger.migrate.Migrator} is the way in, and {@link
 * org.auditledger.migrate.Schema} for an application that starts. A set is a value, checked against
 * {@code migrations.sum} while it is read: a doctored script is refused before anything could run.
 * Script, evidence, receipt and history are one transaction ({@link org.auditledger.migrate.Step}).
 * This is the only package that knows Flyway.
 *
 * <p>Values are immutable; a migrator may be used by several threads, and the migration lock makes
 * those that change something take turns.
 */
@NullMarked
package org.auditledger.migrate;

import org.jspecify.annotations.NullMarked;
