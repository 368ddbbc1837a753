package org.auditledger.cli;

import org.auditledger.journal.HoldReleased;
import org.auditledger.journal.JournalHead;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Ends a hold. */
@Command(
    name = "release",
    description = "Release a hold: what it covered goes by its retention again, from the next run.",
    footer = {
      "",
      "Example:",
      "  audit-ledger retention release case-17 --reason settled --signing-key a.key"
    })
@SuppressWarnings("NullAway.Init") // picocli sets what is required before it runs the command
final class RetentionReleaseCommand extends RetentionDeed implements Runnable {

  @Parameters(paramLabel = "HOLD", description = "The name that it was placed under.")
  private String hold;

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "TEXT",
      description = "Why, for the record.")
  private String reason;

  RetentionReleaseCommand(Build build, Surroundings surroundings) {
    super(build, surroundings);
  }

  @Override
  public void run() {
    requireReason(reason);
    if (hold.isEmpty()) {
      throw usage("a hold has a name");
    }
    HoldReleased released = new HoldReleased(hold, reason);
    print(
        sign(
            (retention, signing) ->
                Released.of(
                    signing.signer().name(), released, retention.release(signing, released))));
  }

  private record Released(String format, String ledger, String hold, String reason, long statement)
      implements Answer {

    static Released of(String ledger, HoldReleased released, JournalHead head) {
      return new Released(
          "audit-ledger/hold-released/1",
          ledger,
          released.hold(),
          released.reason(),
          head.position());
    }

    @Override
    public String text() {
      return new Page(ledger + ": released the hold " + hold)
          .fact("reason", reason)
          .fact("journal", "statement " + statement)
          .toString();
    }
  }
}
