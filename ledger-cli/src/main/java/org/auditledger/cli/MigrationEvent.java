package org.auditledger.cli;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.auditledger.journal.MigrationReceipt;
import org.auditledger.migrate.AncestorRevision;
import org.auditledger.migrate.MigrationSet;
import org.auditledger.migrate.MigrationStatus;
import org.auditledger.migrate.RecordedMigration;
import org.auditledger.migrate.Version;
import org.jspecify.annotations.Nullable;

/**
 * Something that was done to a ledger's schema, as an answer says it.
 *
 * @param position of its statement in the journal; null for what was there before there was one
 * @param was adopted, applied or reverted
 * @param ancestorRevision what the ancestor calls the step that it is a part of
 * @param receipt null for what was adopted
 */
record MigrationEvent(
    @Nullable Long position,
    String was,
    String set,
    String version,
    String description,
    @Nullable String ancestorRevision,
    @Nullable String at,
    @Nullable String by,
    @Nullable Receipt receipt) {

  /** What its statement says, and who vouches for that. */
  record Receipt(
      String host,
      String osUser,
      String tool,
      String serverVersion,
      String scriptSha256,
      String setSum,
      String fingerprintBefore,
      String fingerprintAfter,
      String postureAfter,
      long headSequence,
      String headHash,
      long lockMilliseconds,
      long statementMilliseconds,
      String grade,
      @Nullable String entriesRoot,
      @JsonRawValue String evidence,
      List<String> signedBy) {

    Receipt {
      signedBy = List.copyOf(signedBy);
    }

    private static Receipt of(RecordedMigration recorded) {
      MigrationReceipt receipt = recorded.receipt();
      return new Receipt(
          recorded.actor().host(),
          recorded.actor().osUser(),
          recorded.actor().tool(),
          receipt.serverVersion(),
          receipt.script().sha256().hex(),
          receipt.script().setSum().hex(),
          receipt.fingerprintBefore().hex(),
          receipt.fingerprintAfter().hex(),
          receipt.postureAfter().hex(),
          receipt.head().sequence(),
          receipt.head().hash().hex(),
          receipt.lockMilliseconds(),
          receipt.statementMilliseconds(),
          receipt.evidence().text("grade"),
          receipt.evidence().find("entries_root").isPresent()
              ? receipt.evidence().text("entries_root")
              : null,
          new String(receipt.evidence().toBytes(), StandardCharsets.UTF_8),
          recorded.signedBy());
    }
  }

  /** Everything, oldest first; what was there at adoption comes before all. */
  static List<MigrationEvent> of(MigrationStatus status) {
    List<MigrationEvent> events = new ArrayList<>();
    for (MigrationStatus.Line line : status.migrations()) {
      if (wasAdopted(line, status)) {
        events.add(
            new MigrationEvent(
                null,
                "adopted",
                line.set(),
                line.version(),
                line.description(),
                line.ancestor().orElse(null),
                line.receipt().isEmpty() ? line.at().orElse(null) : null,
                line.receipt().isEmpty() ? line.by().orElse(null) : null,
                null));
      }
    }
    status.history().forEach(recorded -> events.add(of(recorded)));
    return events;
  }

  /** It is in effect without having been applied, or it was taken back before it ever was. */
  private static boolean wasAdopted(MigrationStatus.Line line, MigrationStatus status) {
    return status.history().stream()
        .filter(
            recorded ->
                recorded.receipt().script().set().equals(line.set())
                    && recorded.receipt().script().version().equals(line.version()))
        .findFirst()
        .map(RecordedMigration::reverted)
        .orElse(line.inEffect());
  }

  private static MigrationEvent of(RecordedMigration recorded) {
    MigrationReceipt.Script script = recorded.receipt().script();
    Optional<String> ancestor =
        Version.parse(script.version())
            .filter(version -> script.set().equals(MigrationSet.LEDGER))
            .flatMap(AncestorRevision::of)
            .map(AncestorRevision::revision);
    return new MigrationEvent(
        recorded.position(),
        recorded.reverted() ? "reverted" : "applied",
        script.set(),
        script.version(),
        script.description(),
        ancestor.orElse(null),
        recorded.at(),
        recorded.actor().databaseRole(),
        Receipt.of(recorded));
  }

  /** As a row of a table. */
  List<String> cells() {
    return List.of(
        position == null ? "-" : position.toString(),
        set + " " + version,
        description,
        ancestorRevision == null ? "-" : ancestorRevision,
        was,
        Page.time(at),
        by == null ? "-" : by);
  }

  /** All of it. */
  void show(Page page) {
    page.gap()
        .line(set + " " + version + " (" + description + ") was " + was)
        .fact("statement", position == null ? "none: it was there at adoption" : "" + position)
        .fact("ancestor", ancestorRevision == null ? "has no such step" : ancestorRevision)
        .fact("when", at == null ? "before the journal" : at);
    if (receipt == null) {
      return;
    }
    page.fact("who", by + ", by " + receipt.tool + " of " + receipt.osUser + " at " + receipt.host)
        .fact("server", "PostgreSQL " + receipt.serverVersion)
        .fact("script", receipt.scriptSha256)
        .fact("set sum", receipt.setSum)
        .fact("schema was", receipt.fingerprintBefore)
        .fact("schema became", receipt.fingerprintAfter)
        .fact("protection", receipt.postureAfter)
        .fact("ledger's head", "entry " + receipt.headSequence + ", " + receipt.headHash)
        .fact(
            "evidence",
            receipt.grade
                + (receipt.entriesRoot == null
                    ? ""
                    : ", the same seal before and after: " + receipt.entriesRoot))
        .fact(
            "time",
            receipt.lockMilliseconds
                + " ms for locks, "
                + receipt.statementMilliseconds
                + " ms for the script")
        .facts(
            "signed by",
            receipt.signedBy.isEmpty() ? List.of("no key that is trusted") : receipt.signedBy);
  }
}
