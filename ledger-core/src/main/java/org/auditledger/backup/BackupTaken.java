package org.auditledger.backup;

import java.nio.file.Path;
import java.util.Optional;
import org.auditledger.container.BackupManifest;
import org.auditledger.entry.Digest;
import org.auditledger.journal.JournalHead;

/**
 * A backup that is there.
 *
 * @param size of the file, in bytes
 * @param sha256 of the file
 * @param signed whether somebody answers for the manifest
 * @param statement the one that records it, where the ledger takes statements
 */
public record BackupTaken(
    Path path,
    long size,
    Digest sha256,
    BackupManifest manifest,
    boolean signed,
    boolean encrypted,
    Optional<JournalHead> statement) {}
