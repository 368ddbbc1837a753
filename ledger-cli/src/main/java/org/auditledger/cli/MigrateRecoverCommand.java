package org.auditledger.cli;

import java.util.List;
import org.auditledger.migrate.RecoveryAccount;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

@Command(
    name = "recover",
    description = {
      "After a migration that was cut off: say what is true, and record it.",
      "It is found out from the schema itself. No object of it is touched; what the history says"
          + " wrongly is answered in the journal, and the one command that finishes is named."
    },
    footer = {
      "",
      "Example:",
      "  audit-ledger migrate recover --ledger-db service=ledger --signing-key a.key"
    })
final class MigrateRecoverCommand extends MigrationChange implements Runnable {

  MigrateRecoverCommand(Build build, Surroundings surroundings) {
    super(build, surroundings);
  }

  @Override
  public void run() {
    print(change((migrator, authority) -> Recovered.of(migrator.recover(authority))));
  }

  private record Recovered(
      String format, List<String> found, List<String> done, @Nullable String next)
      implements Answer {

    private static Recovered of(RecoveryAccount account) {
      return new Recovered(
          "audit-ledger/migrate-recover/1",
          account.found(),
          account.done(),
          account.next().orElse(null));
    }

    @Override
    public String text() {
      return new Page(done.isEmpty() ? "nothing had to be recovered" : "recovered")
          .facts("found", found)
          .facts("done", done.isEmpty() ? List.of("nothing") : done)
          .fact("next", next == null ? "nothing: the ledger is at the newest version" : next)
          .toString();
    }
  }
}
