package org.auditledger.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.auditledger.checkpoint.SealSchedule;
import org.auditledger.checkpoint.SealWatch;
import org.auditledger.checkpoint.Sealed;
import org.auditledger.postgres.Server;
import org.auditledger.signature.TrustedKeys;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "create",
    description = {
      "Seal all entries that are there.",
      "What is there has to continue what was sealed before, and what this key signed last, which"
          + " it remembers in KEY.last beside it: a ledger that was rolled back, copied or"
          + " rewritten is refused. Appending goes on meanwhile.",
      "With --watch it goes on until it is stopped, and seals whenever there is something new and"
          + " either time or number is reached. It waits for a server that cannot be reached."
    },
    footer = {
      "",
      "Examples:",
      "  audit-ledger checkpoint create --ledger-db service=ledger --signing-key a.key",
      "  audit-ledger checkpoint create --anchor plant-1.anchor --json"
    })
final class CheckpointCreateCommand implements Runnable {

  private final Build build;
  private final Surroundings surroundings;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
  private CommandSpec command;

  @Option(names = "--watch", description = "Go on sealing until stopped.")
  private boolean watch;

  @Option(
      names = "--every",
      paramLabel = "DURATION",
      converter = Durations.class,
      description = "With --watch: seal what is new after this time (default: 60s).")
  private @Nullable Duration every;

  @Option(
      names = "--entries",
      paramLabel = "N",
      description = "With --watch: seal at once when so many are new (default: 10000).")
  private @Nullable Long entries;

  @Option(
      names = "--anchor",
      paramLabel = "FILE",
      description =
          "Keep the newest anchor in FILE."
              + " An older one of this ledger is replaced, and nothing else.")
  private @Nullable Path anchor;

  @Mixin private final LedgerOptions ledger;
  @Mixin private final SigningOptions signing;
  @Mixin private final TrustOptions trust;
  @Mixin private final OutputOptions options = new OutputOptions();

  CheckpointCreateCommand(Build build, Surroundings surroundings) {
    this.build = build;
    this.surroundings = surroundings;
    this.ledger = new LedgerOptions(surroundings);
    this.signing = new SigningOptions(surroundings);
    this.trust = new TrustOptions(surroundings);
  }

  @Override
  public void run() {
    if (!watch && (every != null || entries != null)) {
      throw wrong("--every and --entries are for --watch");
    }
    if (entries != null && entries < 1) {
      throw wrong("--entries is 1 or more, not " + entries);
    }
    TrustedKeys trusted = trust.keys();
    boolean unused =
        ledger.use(
            options,
            server -> {
              Sealing sealing = sealing(server, trusted).keeping(anchor);
              if (watch) {
                watch(sealing);
              } else {
                show(sealing.seal());
              }
              return true;
            });
  }

  private Sealing sealing(Server server, TrustedKeys trusted) {
    return Sealing.of(
        build,
        surroundings,
        server,
        signing.key(ledger, options, () -> false),
        trusted,
        options::say);
  }

  private void show(Sealed sealed) {
    options.print(SealAnswer.of(sealed, written()));
  }

  private void showIfNew(Sealed sealed) {
    if (sealed.isNew()) {
      show(sealed);
    }
  }

  private void watch(Sealing sealing) {
    SealSchedule standard = SealSchedule.standard();
    SealSchedule schedule =
        new SealSchedule(
            every == null ? standard.every() : every,
            entries == null ? standard.entries() : entries);
    AtomicBoolean begun = new AtomicBoolean();
    Consumer<Sealed> each =
        seal -> {
          showIfNew(seal);
          if (!begun.getAndSet(true)) {
            options.say(watching(sealing.ledger(), schedule));
          }
        };
    new SealWatch(sealing.order(schedule, each)).run();
  }

  private static String watching(String ledger, SealSchedule schedule) {
    return "watching "
        + ledger
        + ": what is new is sealed after "
        + schedule.every().toSeconds()
        + " s, or at once when it is "
        + schedule.entries()
        + " entries";
  }

  private @Nullable String written() {
    return anchor == null ? null : anchor.toString();
  }

  private ParameterException wrong(String what) {
    return new ParameterException(command.commandLine(), what);
  }
}
