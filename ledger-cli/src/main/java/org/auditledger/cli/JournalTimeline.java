package org.auditledger.cli;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.auditledger.figures.Period;
import org.auditledger.journal.Actor;
import org.auditledger.journal.JournalEntry;
import org.auditledger.journal.Kind;
import org.auditledger.journal.Standing;
import org.auditledger.journal.Statement;
import org.auditledger.signature.VerifierKey;
import org.jspecify.annotations.Nullable;

/**
 * What a ledger's journal says happened in a period, oldest first. Of each kind of thing only the
 * last ones are kept; what is done every day is only counted.
 */
final class JournalTimeline {

  /** As many as a person reads. */
  private static final int MOST = 100;

  private static final int LONGEST = 1_000;

  /** What kind of thing happened. */
  enum Topic {
    SCHEMA,
    BACKUP,
    RETENTION,
    KEYS,
    INCIDENT;

    private static Topic of(Kind kind) {
      return switch (kind) {
        case LEDGER_INITIALIZED,
            LEDGER_ADOPTED,
            MIGRATION_STARTED,
            MIGRATION_APPLIED,
            MIGRATION_REVERTED,
            POSTURE_ACCEPTED,
            CHECKPOINT ->
            SCHEMA;
        case BACKUP_TAKEN, RESTORED -> BACKUP;
        case TENANT_RETENTION_SET,
            HOLD_PLACED,
            HOLD_RELEASED,
            PARTITION_CREATED,
            PARTITION_DROP_INTENDED,
            PARTITION_DETACHED,
            PARTITION_DROPPED ->
            RETENTION;
        case KEY_REGISTERED, KEY_RETIRED -> KEYS;
        case INCIDENT -> INCIDENT;
      };
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Something that happened.
   *
   * @param believed whether somebody who is trusted says so
   */
  record Event(
      long position,
      String at,
      String topic,
      String what,
      String who,
      String signed,
      boolean believed) {}

  private final Period period;
  private final Map<Topic, Deque<Event>> events = new EnumMap<>(Topic.class);
  private final Map<Kind, Long> counted = new EnumMap<>(Kind.class);
  private @Nullable String lastSeal;
  private long beyond;
  private long unreadable;
  private long omitted;

  JournalTimeline(Period period) {
    this.period = period;
  }

  void accept(JournalEntry entry) {
    Statement statement = entry.statement().orElse(null);
    Instant at = statement == null ? null : time(statement.at());
    if (statement == null || at == null) {
      unreadable++;
      return;
    }
    if (!period.contains(at)) {
      beyond++;
      return;
    }
    Kind kind = statement.kind();
    switch (kind) {
      case CHECKPOINT -> {
        counted.merge(kind, 1L, Long::sum);
        lastSeal = statement.at();
      }
      // The steps of a drop before its receipt, and a partition that is there for every day.
      case PARTITION_CREATED, PARTITION_DROP_INTENDED, PARTITION_DETACHED ->
          counted.merge(kind, 1L, Long::sum);
      default -> keep(entry, statement);
    }
  }

  /** Six digits and a Z are no time yet: there is no 32nd of a month. */
  private static @Nullable Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  private void keep(JournalEntry entry, Statement statement) {
    Topic topic = Topic.of(statement.kind());
    Deque<Event> kept = events.computeIfAbsent(topic, one -> new ArrayDeque<>());
    if (kept.size() == MOST) {
      Event unused = kept.removeFirst();
      omitted++;
    }
    kept.addLast(
        new Event(
            entry.position(),
            Page.time(statement.at()),
            topic.word(),
            shortened(StatementWords.of(statement)),
            shortened(who(statement.actor())),
            signed(entry.standing()),
            entry.standing() instanceof Standing.Signed));
  }

  private static String who(Actor actor) {
    return actor.databaseRole()
        + ", by "
        + actor.tool()
        + " of "
        + actor.osUser()
        + " at "
        + actor.host();
  }

  /** A statement may have a megabyte, and hundreds of them are kept. */
  private static String shortened(String text) {
    return text.length() <= LONGEST
        ? text
        : text.substring(0, LONGEST)
            + String.format(Locale.ROOT, "… (%,d characters in all)", text.length());
  }

  private static String signed(Standing standing) {
    if (standing instanceof Standing.Signed signed) {
      return key(signed.by().get(0));
    }
    return standing instanceof Standing.Refused refused
        ? "not to be believed: " + refused.defect()
        : "no key that is trusted";
  }

  /** By its name and its id, as lists of keys have it. */
  static String key(VerifierKey key) {
    return key.name() + " " + HexFormat.of().toHexDigits(key.id());
  }

  List<Event> events() {
    List<Event> all = new ArrayList<>();
    events.values().forEach(all::addAll);
    all.sort(Comparator.comparingLong(Event::position));
    return all;
  }

  /** What else there was, in sentences. */
  List<String> remarks() {
    List<String> remarks = new ArrayList<>();
    counted.forEach((kind, count) -> remarks.add(counted(kind, count)));
    if (omitted > 0) {
      remarks.add(
          Counted.of(omitted, "older event")
              + " of the period left out here: of each topic the last "
              + MOST
              + " are shown.");
    }
    if (beyond > 0) {
      remarks.add(Counted.of(beyond, "statement") + " of the journal outside of the period.");
    }
    if (unreadable > 0) {
      remarks.add(Counted.of(unreadable, "statement") + " that cannot be read: see the findings.");
    }
    return remarks;
  }

  private String counted(Kind kind, long count) {
    return switch (kind) {
      case CHECKPOINT ->
          "Entries were sealed "
              + Counted.of(count, "time")
              + ", the last at "
              + Page.time(lastSeal)
              + ".";
      case PARTITION_CREATED -> Counted.of(count, "partition") + " for telemetry made.";
      case PARTITION_DROP_INTENDED -> Counted.of(count, "drop") + " of partitions announced.";
      default -> Counted.of(count, "partition") + " detached before being dropped.";
    };
  }
}
