package org.auditledger.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.auditledger.migrate.Verification;
import org.auditledger.migrate.Verification.Result;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "verify",
    description = {
      "Check that a ledger's schema is what its own history says.",
      "The journal and its signatures, the receipts of the migrations, their own checks, every"
          + " object and its protection. It changes nothing, unless --accept-posture is given."
    },
    footer = {
      "",
      "Examples:",
      "  audit-ledger migrate verify --ledger-db service=ledger --trust acme.vkey",
      "  audit-ledger migrate verify --accept-posture=ticket-4711 --signing-key a.key"
    })
final class MigrateVerifyCommand extends MigrationChange implements Callable<Integer> {

  @Option(
      names = "--accept-posture",
      paramLabel = "REASON",
      description =
          "First take the protection as it is now for what it has to be from now on; that is"
              + " recorded with the reason, and signed.")
  private @Nullable String reason;

  MigrateVerifyCommand(Build build, Surroundings surroundings) {
    super(build, surroundings);
  }

  @Override
  public Integer call() {
    Verified verified = reason == null ? verify() : accept(reason);
    print(verified);
    return verified.exit();
  }

  private Verified verify() {
    return look((migrator, trusted) -> Verified.of(null, migrator.verify(trusted)));
  }

  private Verified accept(String why) {
    if (why.isBlank()) {
      throw usage("--accept-posture needs a reason, which is recorded");
    }
    return change(
        (migrator, authority) -> {
          List<String> accepted = migrator.acceptPosture(authority, why);
          return Verified.of(accepted, migrator.verify(authority.trustedWithSigner()));
        });
  }

  private record Check(String name, String result, int exit, List<String> details) {

    private static Check of(Verification.Check check) {
      String result =
          switch (check.result()) {
            case PASS -> "pass";
            case FAIL -> "fail";
            case NOT_CHECKED -> "not checked";
          };
      return new Check(
          check.name(), result, MigrateVerifyCommand.exit(check).code(), check.details());
    }
  }

  private static ExitCode exit(Verification.Check check) {
    return check.result() == Result.NOT_CHECKED
        ? ExitCode.NOT_ALL_CHECKED
        : check.trouble().map(Failures::exit).orElse(ExitCode.DONE);
  }

  private record Verified(
      String format, int exit, @Nullable List<String> accepted, List<Check> checks)
      implements Answer {

    private static Verified of(@Nullable List<String> accepted, Verification verification) {
      return new Verified(
          "audit-ledger/migrate-verify/1",
          ExitCode.combine(verification.checks().stream().map(MigrateVerifyCommand::exit).toList())
              .code(),
          accepted,
          verification.checks().stream().map(Check::of).toList());
    }

    @Override
    public String text() {
      Page page = new Page(headline());
      if (accepted != null) {
        page.facts(
            "accepted", accepted.isEmpty() ? List.of("nothing: it is as recorded") : accepted);
        page.gap();
      }
      for (Check check : checks) {
        page.fact(check.result.equals("fail") ? "FAIL" : check.result, check.name);
        page.facts("", check.details.stream().map(detail -> "- " + detail).toList());
      }
      return page.toString();
    }

    private String headline() {
      return switch (exit) {
        case 0 -> "the schema is what the ledger's history says";
        case 3 -> "nothing wrong was found, but not all could be checked";
        default -> "the schema is not what the ledger's history says";
      };
    }
  }
}
