package org.auditledger.cli;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.auditledger.container.ArchiveManifest;
import org.auditledger.entry.Digest;
import org.auditledger.journal.JournalTime;
import org.auditledger.retention.ArchiveProof;
import org.auditledger.retention.ArchiveReceipt;
import org.auditledger.retention.ArchivedRecord;
import org.auditledger.signature.VerifierKey;
import org.jspecify.annotations.Nullable;

/**
 * What an archive shows.
 *
 * @param proven whether a receipt that counts says that the partition held these records
 * @param digest what its records come to, the RFC 6962 root
 * @param sha256 of the file
 * @param statement the position of the receipt
 * @param signedBy the keys that are trusted and signed it
 * @param why what is not shown; null where all is
 */
record ProvedArchive(
    String format,
    boolean proven,
    String archive,
    String ledger,
    String partition,
    String from,
    String to,
    long rows,
    String digest,
    String sha256,
    @Nullable Long statement,
    List<String> signedBy,
    @Nullable String why,
    @Nullable Shown record)
    implements Answer {

  /**
   * A record, and how its leaf leads to the digest.
   *
   * @param form the row form, whose hash with a zero byte before it is the leaf
   */
  record Shown(String form, long index, long size, List<String> path) {

    Shown {
      path = List.copyOf(path);
    }
  }

  ProvedArchive {
    signedBy = List.copyOf(signedBy);
  }

  static ProvedArchive of(Path file, ArchiveProof proof, ArchiveReceipt receipt) {
    ArchiveManifest manifest = proof.archive().note().manifest();
    Long statement = null;
    List<String> by = List.of();
    String why = null;
    if (receipt instanceof ArchiveReceipt.Dropped dropped) {
      statement = dropped.position();
      by = dropped.by().stream().map(VerifierKey::toString).toList();
    } else if (receipt instanceof ArchiveReceipt.Unproven unproven) {
      statement = unproven.position();
      why = unproven.why();
    } else if (receipt instanceof ArchiveReceipt.Missing missing) {
      why = missing.why();
    }
    return new ProvedArchive(
        "audit-ledger/proved-archive/1",
        why == null,
        file.toString(),
        manifest.ledger().value(),
        manifest.partition(),
        JournalTime.text(manifest.from()),
        JournalTime.text(manifest.to()),
        manifest.contents().rows(),
        manifest.contents().digest().hex(),
        proof.archive().sha256().hex(),
        statement,
        by,
        why,
        proof.record().flatMap(ProvedArchive::shown).orElse(null));
  }

  private static Optional<Shown> shown(ArchivedRecord record) {
    return record instanceof ArchivedRecord.Found found
        ? Optional.of(
            new Shown(
                found.form(),
                found.proof().index(),
                found.proof().size(),
                found.proof().path().stream().map(Digest::hex).toList()))
        : Optional.empty();
  }

  /** Nothing wrong is found where nobody answers; but nothing is shown, either. */
  @JsonIgnore
  ExitCode exit() {
    return proven ? ExitCode.DONE : ExitCode.NOT_ALL_CHECKED;
  }

  @Override
  public String text() {
    Page page =
        new Page(
            String.format(
                Locale.ROOT, "%s: %s of %s", archive, Counted.of(rows, "record"), partition));
    page.fact("ledger", ledger)
        .fact("bounds", Page.time(from) + " to " + Page.time(to))
        .fact("digest", digest)
        .fact("sha256", sha256)
        .fact("receipt", statement == null ? "none" : "statement " + statement)
        .facts("signed by", signedBy);
    if (record != null) {
      page.fact("record", record.form())
          .fact("leaf", record.index() + " of " + record.size())
          .facts("path", record.path());
    }
    return page.line(
            proven
                ? "proven: the partition that was dropped held these records and no others"
                    + (record == null ? "" : ", and this is one of them")
                : "NOT PROVEN: " + why)
        .toString();
  }
}
