package org.auditledger.cli;

import java.util.Locale;
import org.auditledger.backup.BackupTaken;
import org.auditledger.container.BackupManifest;
import org.auditledger.container.BackupParent;
import org.jspecify.annotations.Nullable;

/**
 * A backup that was taken.
 *
 * @param size of the file, in bytes
 * @param manifest the digest that names the backup
 * @param statement the position of the one in the journal that records it
 */
record BackupAnswer(
    String format,
    String file,
    long size,
    String sha256,
    String ledger,
    long first,
    long entries,
    long headSequence,
    String headHash,
    String root,
    String manifest,
    @Nullable String parent,
    boolean signed,
    boolean encrypted,
    @Nullable Long statement,
    long milliseconds)
    implements Answer {

  static BackupAnswer of(BackupTaken taken, long milliseconds) {
    BackupManifest manifest = taken.manifest();
    return new BackupAnswer(
        "audit-ledger/backup-taken/1",
        taken.path().toString(),
        taken.size(),
        taken.sha256().hex(),
        manifest.ledger().value(),
        manifest.first(),
        manifest.count(),
        manifest.head().sequence(),
        manifest.head().hash().hex(),
        manifest.entriesRoot().hex(),
        manifest.digest().hex(),
        manifest.parent().map(BackupParent::manifest).map(Object::toString).orElse(null),
        taken.signed(),
        taken.encrypted(),
        taken.statement().map(head -> head.position()).orElse(null),
        milliseconds);
  }

  @Override
  public String text() {
    Page page =
        new Page(
            String.format(
                Locale.ROOT,
                "%s: %s %,d entries in %.1f s, verified while they were read",
                ledger,
                parent == null ? "backed up" : "backed up what is new:",
                entries,
                milliseconds / 1000.0));
    page.fact("file", file);
    page.fact("size", String.format(Locale.ROOT, "%,d bytes", size));
    page.fact("sha256", sha256);
    page.fact("head", headSequence + " " + headHash);
    page.fact("root", root);
    page.fact("manifest", manifest + (signed ? ", signed" : ", signed by nobody"));
    if (parent != null) {
      page.fact("goes on from", parent);
    }
    if (encrypted) {
      page.fact("encrypted", "yes, as age");
    }
    page.fact("journal", statement == null ? "says nothing of it" : "statement " + statement);
    return page.toString();
  }
}
