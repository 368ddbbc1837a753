package org.auditledger.cli;

import java.time.Instant;
import java.util.Optional;
import org.auditledger.journal.HoldPlaced;
import org.auditledger.journal.JournalHead;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Keeps records from going. */
@Command(
    name = "hold",
    description = {
      "Place a hold: no partition goes that has records which it covers, whatever retention says.",
      "It covers the records of a tenant, of a subject, of a time, or of all that are given; what"
          + " is not given narrows nothing, so that a hold by name alone covers the whole buffer."
          + " It ends when it is released, or by itself at --expires. A time is a day in UTC, all"
          + " of it included, or a point in time with its offset."
    },
    footer = {
      "",
      "Examples:",
      "  audit-ledger retention hold case-17 --reason lawsuit --tenant default",
      "  audit-ledger retention hold case-18 --reason audit --from 2026-06-01"
    })
@SuppressWarnings("NullAway.Init") // picocli sets what is required before it runs the command
final class RetentionHoldCommand extends RetentionDeed implements Runnable {

  @Parameters(paramLabel = "HOLD", description = "Its name, by which it is released.")
  private String hold;

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "TEXT",
      description = "Why, for the record.")
  private String reason;

  @Option(
      names = "--tenant",
      paramLabel = "TENANT",
      description = "Cover only this tenant's records.")
  private @Nullable String tenant;

  @Option(
      names = "--subject",
      paramLabel = "SUBJECT",
      description = "Cover only records about this subject.")
  private @Nullable String subject;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      converter = Moment.Reader.class,
      description = "Cover only records from this time on.")
  private @Nullable Moment from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      converter = Moment.Reader.class,
      description = "Cover only records up to this time, which is included.")
  private @Nullable Moment to;

  @Option(
      names = "--expires",
      paramLabel = "TIME",
      converter = Moment.Reader.class,
      description = "End by itself then; a day is over first.")
  private @Nullable Moment expires;

  RetentionHoldCommand(Build build, Surroundings surroundings) {
    super(build, surroundings);
  }

  @Override
  public void run() {
    HoldPlaced placed = placed();
    print(
        sign(
            (retention, signing) ->
                Placed.of(signing.signer().name(), placed, retention.hold(signing, placed))));
  }

  private HoldPlaced placed() {
    requireReason(reason);
    Optional<Instant> end = Optional.ofNullable(expires).map(Moment::last);
    if (end.isPresent() && !end.get().isAfter(surroundings().clock().instant())) {
      throw usage("--expires is in the past: such a hold would keep nothing");
    }
    try {
      return new HoldPlaced(
          hold,
          reason,
          Optional.ofNullable(tenant),
          Optional.ofNullable(subject),
          Optional.ofNullable(from).map(Moment::first),
          Optional.ofNullable(to).map(Moment::last),
          end);
    } catch (IllegalArgumentException e) {
      throw usage(e);
    }
  }

  private record Placed(
      String format,
      String ledger,
      String hold,
      String reason,
      @Nullable String tenant,
      @Nullable String subject,
      @Nullable String from,
      @Nullable String to,
      @Nullable String expires,
      long statement)
      implements Answer {

    static Placed of(String ledger, HoldPlaced placed, JournalHead head) {
      HoldRow row = HoldRow.of(placed, head.position(), false);
      return new Placed(
          "audit-ledger/hold-placed/1",
          ledger,
          row.hold(),
          row.reason(),
          row.tenant(),
          row.subject(),
          row.from(),
          row.to(),
          row.expires(),
          row.statement());
    }

    @Override
    public String text() {
      HoldRow row = new HoldRow(hold, reason, tenant, subject, from, to, expires, false, statement);
      return new Page(ledger + ": placed the hold " + hold)
          .fact("covers", row.covers())
          .fact("reason", reason)
          .fact("ends", row.ends())
          .fact("journal", "statement " + statement)
          .toString();
    }
  }
}
