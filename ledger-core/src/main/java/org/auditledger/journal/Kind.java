package org.auditledger.journal;

import static org.auditledger.journal.Shape.COUNT;
import static org.auditledger.journal.Shape.DATABASE;
import static org.auditledger.journal.Shape.DIGEST;
import static org.auditledger.journal.Shape.FLAG;
import static org.auditledger.journal.Shape.HEAD;
import static org.auditledger.journal.Shape.OBJECT;
import static org.auditledger.journal.Shape.OBJECTS;
import static org.auditledger.journal.Shape.TEXT;
import static org.auditledger.journal.Shape.TEXTS;
import static org.auditledger.journal.Shape.TIME;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.auditledger.canonical.CanonicalJson;
import org.auditledger.canonical.CanonicalJson.Members;

/**
 * What a statement can say, and the members with which it says so. FORMAT.md has the same tables in
 * words. A kind is never changed; what it lacks is a new kind.
 */
public enum Kind {
  LEDGER_INITIALIZED(
      must("database", DATABASE), must("note_key", TEXT), must("server_version", TEXT)),
  LEDGER_ADOPTED(
      may("backup", DIGEST),
      must("database", DATABASE),
      must("entries_root", DIGEST),
      must("fingerprint", DIGEST),
      must("head", HEAD),
      must("note_key", TEXT),
      must("partitions", TEXTS),
      must("schema_versions", OBJECTS),
      must("server_version", TEXT),
      must("state", TEXT),
      must("unchecked", TEXTS)),
  MIGRATION_STARTED(
      must("description", TEXT),
      must("fingerprint_before", DIGEST),
      must("head", HEAD),
      must("script_sha256", DIGEST),
      must("server_version", TEXT),
      must("set", TEXT),
      must("set_sum", DIGEST),
      must("version", TEXT)),
  MIGRATION_APPLIED(Kind.receipt()),
  MIGRATION_REVERTED(Kind.receipt()),
  KEY_REGISTERED(must("key_id", TEXT), must("public_key", TEXT), must("purpose", TEXT)),
  KEY_RETIRED(
      must("entries_size", COUNT),
      must("journal_size", COUNT),
      must("key_id", TEXT),
      must("purpose", TEXT),
      must("reason", TEXT)),
  CHECKPOINT(must("root", DIGEST), must("size", COUNT)),
  POSTURE_ACCEPTED(
      must("posture_after", DIGEST), must("posture_before", DIGEST), must("reason", TEXT)),
  BACKUP_TAKEN(
      must("encrypted", FLAG),
      must("entries_root", DIGEST),
      must("format", TEXT),
      must("head", HEAD),
      must("manifest", DIGEST),
      may("parent", DIGEST)),
  RESTORED(
      must("database", DATABASE),
      must("entries_root", DIGEST),
      must("from", DATABASE),
      must("head", HEAD),
      must("journal_size", COUNT),
      must("manifest", DIGEST),
      must("reason", TEXT)),
  TENANT_RETENTION_SET(
      must("days", COUNT),
      must("observed", FLAG),
      may("previous_days", COUNT),
      must("tenant", TEXT)),
  HOLD_PLACED(
      may("expires", TIME),
      may("from", TIME),
      must("hold", TEXT),
      must("reason", TEXT),
      may("subject", TEXT),
      may("tenant", TEXT),
      may("to", TIME)),
  HOLD_RELEASED(must("hold", TEXT), must("reason", TEXT)),
  PARTITION_CREATED(
      must("from", TIME), must("observed", FLAG), must("partition", TEXT), must("to", TIME)),
  PARTITION_DROP_INTENDED(Kind.drop()),
  PARTITION_DETACHED(must("from", TIME), must("partition", TEXT), must("to", TIME)),
  PARTITION_DROPPED(Kind.drop()),
  INCIDENT(may("details", OBJECT), must("object", TEXT), must("what", TEXT));

  /** A member that a statement of a kind has, or may have. */
  record Member(String name, Shape shape, boolean required) {}

  @SuppressWarnings("ImmutableEnumChecker") // it cannot be changed, only its type does not say so
  private final SortedMap<String, Member> members;

  Kind(Member... members) {
    SortedMap<String, Member> table = new TreeMap<>();
    for (Member member : members) {
      table.put(member.name(), member);
    }
    this.members = Collections.unmodifiableSortedMap(table);
  }

  /** The kind of this name, if there is one. */
  static Optional<Kind> find(String name) {
    for (Kind kind : values()) {
      if (kind.name().equals(name)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  /** What a statement of this kind has and may have, sorted by name. */
  List<Member> members() {
    return List.copyOf(members.values());
  }

  /** What keeps this from being the body of a statement of this kind, if anything does. */
  Optional<String> defect(Members body) {
    for (Map.Entry<String, CanonicalJson> found : body.values().entrySet()) {
      Member member = members.get(found.getKey());
      if (member == null) {
        return Optional.of("has a member \"" + found.getKey() + "\" that its kind does not know");
      }
      if (!member.shape().fits(found.getValue())) {
        return Optional.of("has a \"" + member.name() + "\" that is no " + member.shape());
      }
    }
    return members.values().stream()
        .filter(member -> member.required() && body.find(member.name()).isEmpty())
        .findFirst()
        .map(member -> "lacks \"" + member.name() + "\"");
  }

  private static Member must(String name, Shape shape) {
    return new Member(name, shape, true);
  }

  private static Member may(String name, Shape shape) {
    return new Member(name, shape, false);
  }

  private static Member[] receipt() {
    return new Member[] {
      may("backup", DIGEST),
      must("description", TEXT),
      must("evidence", OBJECT),
      must("fingerprint_after", DIGEST),
      must("fingerprint_before", DIGEST),
      must("head", HEAD),
      must("lock_milliseconds", COUNT),
      must("posture_after", DIGEST),
      must("script_sha256", DIGEST),
      must("server_version", TEXT),
      must("set", TEXT),
      must("set_sum", DIGEST),
      must("statement_milliseconds", COUNT),
      must("version", TEXT)
    };
  }

  private static Member[] drop() {
    return new Member[] {
      may("archive", TEXT),
      may("archive_sha256", DIGEST),
      must("digest", DIGEST),
      must("evidence", TEXT),
      may("first", TIME),
      must("from", TIME),
      must("holds_checked", COUNT),
      may("last", TIME),
      must("partition", TEXT),
      must("plan", DIGEST),
      must("policy", OBJECT),
      must("rows", COUNT),
      must("to", TIME)
    };
  }
}
