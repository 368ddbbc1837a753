package org.auditledger.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.auditledger.migrate.Migration;
import org.auditledger.migrate.MigrationSet;
import org.auditledger.migrate.Script;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "show",
    description =
        "Print one migration: why it is there, which locks it takes, its SQL and digests.",
    footer = {
      "",
      "Examples:",
      "  audit-ledger migrate show 2.1",
      "  audit-ledger migrate show 1 --set control --output json"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the parameter before it runs the command
final class MigrateShowCommand implements Runnable {

  /** The sets; lower case, because that is how they are typed. */
  enum SetName {
    control,
    ledger;

    private MigrationSet read() {
      return this == control ? MigrationSet.control() : MigrationSet.ledger();
    }
  }

  @Parameters(paramLabel = "VERSION", description = "Which one, such as 4 or 2.1.")
  private String version;

  @Option(
      names = "--set",
      paramLabel = "control|ledger",
      description = "Of which set (default: ${DEFAULT-VALUE}).")
  private SetName set = SetName.ledger;

  @Mixin private OutputOptions options = new OutputOptions();

  @Override
  public void run() {
    MigrationSet migrations = set.read();
    Migration migration = LedgerVersion.find(migrations, version);
    List<Part> parts = new ArrayList<>();
    migration.prepare().ifPresent(script -> parts.add(part("prepare", script)));
    parts.add(part("deploy", migration.deploy()));
    parts.add(part("verify", migration.verify()));
    parts.add(part("revert", migration.revert()));
    options.print(
        new Shown(
            "audit-ledger/migration/1",
            migrations.name(),
            migration.version().toString(),
            migration.description(),
            migration.why(),
            migration.locks(),
            migration.reversible().word(),
            migrations.sum().hex(),
            parts));
  }

  private static Part part(String role, Script script) {
    return new Part(role, script.path(), script.sha256().hex(), script.sql());
  }

  private record Part(String role, String path, String sha256, String sql) {}

  private record Shown(
      String format,
      String set,
      String version,
      String description,
      String why,
      String locks,
      String reversible,
      String setSum,
      List<Part> scripts)
      implements Answer {

    Shown {
      scripts = List.copyOf(scripts);
    }

    @Override
    public String text() {
      StringBuilder text = new StringBuilder();
      text.append(set).append(' ').append(version).append(": ").append(description).append("\n\n");
      line(text, "why", why);
      line(text, "locks", locks);
      line(text, "reversible", reversible);
      line(text, "set sum", setSum);
      for (Part part : scripts) {
        line(text, part.role(), part.path() + ", SHA-256 " + part.sha256());
      }
      text.append('\n').append(changes(scripts));
      return text.toString();
    }

    private static void line(StringBuilder text, String name, String value) {
      text.append(String.format(Locale.ROOT, "  %-11s %s\n", name, value));
    }

    /** What changes the database; what checks it and what takes it back are in the JSON. */
    private static String changes(List<Part> scripts) {
      return scripts.stream()
          .filter(part -> part.role().equals("prepare") || part.role().equals("deploy"))
          .map(part -> part.sql().strip() + "\n")
          .collect(Collectors.joining("\n"));
    }
  }
}
