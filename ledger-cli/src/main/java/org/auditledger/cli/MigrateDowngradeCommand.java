package org.auditledger.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Stack;
import org.auditledger.migrate.Authority;
import org.auditledger.migrate.MigrationSet;
import org.auditledger.migrate.MigrationStatus;
import org.auditledger.migrate.Migrator;
import org.auditledger.migrate.RecordedStep;
import org.auditledger.migrate.Version;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

@Command(
    name = "downgrade",
    description = {
      "Take migrations back, the newest first, each with a receipt.",
      "What would lose data is refused: envelopes and transcripts, a buffer with rows in no"
          + " verified backup, a ledger with entries. The list of tenants stays."
    },
    footer = {
      "",
      "Examples:",
      "  audit-ledger migrate downgrade -1 --signing-key a.key",
      "  audit-ledger migrate downgrade --to 3.2",
      "  audit-ledger migrate downgrade --to 0"
    })
final class MigrateDowngradeCommand extends MigrationChange implements Runnable {

  private static final String ONE_BACK = "-1";
  private static final String NOTHING = "0";

  @ArgGroup(multiplicity = "1")
  @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
  private Target target;

  @Mixin private final ProofOption proof = new ProofOption();

  /** How far; one of the two is given. */
  static final class Target {

    @Option(names = ONE_BACK, description = "Take the newest migration back, and no other.")
    private boolean oneBack;

    @Option(
        names = "--to",
        paramLabel = "VERSION",
        parameterConsumer = AsTyped.class,
        description =
            "The version to end at, such as 3.2; -1 is the same as the option, 0 takes all of an"
                + " empty ledger back.")
    private @Nullable String to;
  }

  /** {@code --to -1} is no option without its value. */
  static final class AsTyped implements IParameterConsumer {
    @Override
    public void consumeParameters(Stack<String> words, ArgSpec option, CommandSpec command) {
      if (words.isEmpty() || (words.peek().startsWith("-") && !words.peek().equals(ONE_BACK))) {
        throw new ParameterException(
            command.commandLine(), "missing required parameter for option '--to' (VERSION)");
      }
      option.setValue(words.pop());
    }
  }

  MigrateDowngradeCommand(Build build, Surroundings surroundings) {
    super(build, surroundings);
  }

  @Override
  public void run() {
    String to = target.oneBack || target.to == null ? ONE_BACK : target.to;
    Optional<Version> named =
        List.of(ONE_BACK, NOTHING).contains(to)
            ? Optional.empty()
            : Optional.of(LedgerVersion.find(MigrationSet.ledger(), to).version());
    print(
        change(
            (migrator, authority) ->
                downgrade(
                    migrator,
                    authority,
                    to.equals(ONE_BACK) ? oneBack(migrator, authority) : named)));
  }

  private Downgraded downgrade(Migrator migrator, Authority authority, Optional<Version> version) {
    List<RecordedStep> steps = migrator.downgrade(authority, version, proof.proof());
    return new Downgraded(
        "audit-ledger/migrate-downgrade/1",
        authority.signer().name(),
        version.map(Version::toString).orElse(null),
        StepDone.of(steps));
  }

  /** The version before the one that the ledger is at; nothing when that is its first. */
  private static Optional<Version> oneBack(Migrator migrator, Authority authority) {
    List<Version> applied = new ArrayList<>();
    for (MigrationStatus.Line line : migrator.status(authority.trustedWithSigner()).migrations()) {
      if (line.set().equals(MigrationSet.LEDGER) && line.inEffect()) {
        Version.parse(line.version()).ifPresent(applied::add);
      }
    }
    return applied.size() < 2 ? Optional.empty() : Optional.of(applied.get(applied.size() - 2));
  }

  private record Downgraded(
      String format, String ledger, @Nullable String version, List<StepDone> steps)
      implements Answer {

    @Override
    public String text() {
      String where = version == null ? "has no migration left" : "is at version " + version;
      Page page =
          new Page(
              ledger
                  + " "
                  + where
                  + (steps.isEmpty()
                      ? ": nothing to do"
                      : ": " + StepDone.count(steps) + " taken back"));
      StepDone.show(page, steps);
      return page.toString();
    }
  }
}
