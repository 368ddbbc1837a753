package org.auditledger.migrate;

import java.util.Optional;

/** What {@code migrations/README.md} says: every migration of the sets, and how to run them. */
final class MigrationIndex {

  private final StringBuilder text = new StringBuilder();

  private MigrationIndex() {}

  /** The page for these sets, in the order in which they are applied. */
  static String of(Iterable<MigrationSet> sets) {
    MigrationIndex index = new MigrationIndex();
    index.line("# The migrations");
    index.line("");
    index.line(
        "Generated from the scripts: do not edit. `audit-ledger migrate upgrade` runs them,");
    index.line("`audit-ledger migrate show` prints one; the commands below do without it.");
    for (MigrationSet set : sets) {
      index.line("");
      index.line("## " + set.name());
      set.migrations().forEach(migration -> index.migration(set, migration));
    }
    index.line("");
    index.line("## By psql alone");
    index.line("");
    index.line("From nothing to head, in a checkout. What is in `prepare` runs outside a");
    index.line("transaction and lets writers write while it builds an index; on an empty ledger");
    index.line("it can be left out. A database that is somewhere on the way goes on from there:");
    index.line("every deploy script leaves alone what is already as meant.");
    index.line("");
    for (MigrationSet set : sets) {
      PlainSql.upgrade(set, Optional.empty(), set.head())
          .commands()
          .forEach(command -> index.line("    " + command));
    }
    return index.text.toString();
  }

  private void migration(MigrationSet set, Migration migration) {
    line("");
    line("### " + set.name() + " " + migration.version() + ": " + migration.description());
    line("");
    line(migration.why());
    line("");
    line("- locks: " + migration.locks());
    line("- reversible: " + migration.reversible().word());
    if (set.name().equals("ledger")) {
      AncestorRevision.of(migration.version())
          .ifPresent(step -> line("- the ancestor's revision: `" + step.revision() + "`"));
    }
    StringBuilder files = new StringBuilder("- files:");
    migration.prepare().ifPresent(prepare -> file(files, set, "prepare", prepare));
    file(files, set, "deploy", migration.deploy());
    file(files, set, "verify", migration.verify());
    file(files, set, "revert", migration.revert());
    line(files.toString());
  }

  private static void file(StringBuilder files, MigrationSet set, String role, Script script) {
    files.append(files.indexOf("[") < 0 ? " " : ", ");
    files.append("[").append(role).append("](").append(set.name()).append("/");
    files.append(script.path()).append(")");
  }

  private void line(String line) {
    text.append(line).append("\n");
  }
}
