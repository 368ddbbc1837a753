/**
 * The backup container: a tar file in one canonical form, whose last member is a signed manifest
 * that names every other one with its size and SHA-256. {@link
 * org.auditledger.container.BackupWriter} writes it from front to back, and {@link
 * org.auditledger.container.BackupReader} reads it so; FORMAT.md has it byte for byte.
 *
 * <p>Invariants: a byte that changed is found, wherever it stands: in a member by its digest, and
 * between members because they have one form only. Nothing in a backup is executed. What cannot be
 * read as a backup is a {@link org.auditledger.container.MalformedBackupException}, which names the
 * member; whether the rows in it are a ledger is for others to judge. Memory does not grow with the
 * backup, but by a line for each of its members.
 *
 * <p>Writers and readers belong to one thread; the rest are immutable values.
 */
@NullMarked
package org.auditledger.container;

import org.jspecify.annotations.NullMarked;
