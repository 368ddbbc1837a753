package org.auditledger.cli;

import java.util.Locale;
import java.util.Optional;
import org.auditledger.canonical.CanonicalJson;
import org.auditledger.canonical.CanonicalJson.Flag;
import org.auditledger.canonical.CanonicalJson.Members;
import org.auditledger.canonical.CanonicalJson.Text;
import org.auditledger.canonical.CanonicalJson.Whole;
import org.auditledger.journal.Statement;

/**
 * What a statement of the journal says, in a sentence. A statement has the members of its kind, but
 * what is in an object of it may be missing.
 */
final class StatementWords {

  private final Members body;

  private StatementWords(Members body) {
    this.body = body;
  }

  static String of(Statement statement) {
    StatementWords words = new StatementWords(statement.body());
    return switch (statement.kind()) {
      case LEDGER_INITIALIZED -> "The ledger begins";
      case LEDGER_ADOPTED ->
          "The ledger is adopted as " + words.text("state") + ", with " + words.head();
      case MIGRATION_STARTED -> words.migration() + " begins";
      case MIGRATION_APPLIED -> words.migration() + " is applied" + words.evidence();
      case MIGRATION_REVERTED -> words.migration() + " is taken back" + words.evidence();
      case POSTURE_ACCEPTED ->
          "What protects the ledger is accepted as it is: " + words.text("reason");
      case BACKUP_TAKEN -> words.backup();
      case RESTORED ->
          "The ledger is restored from a backup, with "
              + words.head()
              + ": "
              + words.text("reason");
      case TENANT_RETENTION_SET ->
          "Telemetry of tenant "
              + words.text("tenant")
              + " is kept for "
              + Counted.days(words.whole("days"));
      case HOLD_PLACED -> "Hold " + words.text("hold") + " is placed: " + words.text("reason");
      case HOLD_RELEASED -> "Hold " + words.text("hold") + " is released: " + words.text("reason");
      case CHECKPOINT, PARTITION_CREATED, PARTITION_DROP_INTENDED, PARTITION_DETACHED ->
          throw new IllegalArgumentException(statement.kind() + " is counted, and not told");
      case PARTITION_DROPPED -> words.drop();
      case KEY_REGISTERED -> "A key for " + words.purpose() + " is registered: " + words.key();
      case KEY_RETIRED ->
          "A key for "
              + words.purpose()
              + " is retired: "
              + words.key()
              + ", "
              + words.text("reason");
      case INCIDENT -> words.text("object") + ": " + words.text("what");
    };
  }

  private String migration() {
    return "Migration " + text("set") + " " + text("version") + " (" + text("description") + ")";
  }

  private String evidence() {
    String grade =
        body.find("evidence").orElse(null) instanceof Members evidence
                && evidence.find("grade").orElse(null) instanceof Text text
            ? text.value()
            : "none";
    return ", with " + head() + "; evidence that no entry changed: " + grade;
  }

  private String backup() {
    boolean encrypted = body.find("encrypted").orElse(null) instanceof Flag flag && flag.value();
    return "Backup taken with "
        + head()
        + ", "
        + (body.find("parent").isPresent() ? "incremental, " : "")
        + (encrypted ? "encrypted, " : "")
        + "manifest "
        + text("manifest");
  }

  private String drop() {
    return "Partition "
        + text("partition")
        + " is dropped with "
        + Counted.of(whole("rows"), "record")
        + ", "
        + (body.find("archive").isPresent() ? "archived in " + text("archive") : "not archived")
        + "; digest "
        + text("digest");
  }

  private String purpose() {
    return text("purpose") + "s";
  }

  private String key() {
    return text("key_id");
  }

  private String head() {
    long last = body.members("head").whole("sequence");
    return last == 0 ? "no entries" : "entries up to " + String.format(Locale.ROOT, "%,d", last);
  }

  private long whole(String name) {
    return found(name) instanceof Whole whole ? whole.value() : 0;
  }

  private String text(String name) {
    return found(name) instanceof Text text ? text.value() : "";
  }

  private CanonicalJson found(String name) {
    Optional<CanonicalJson> found = body.find(name);
    return found.orElse(new Text(""));
  }
}
