package org.auditledger.cli;

import org.auditledger.migrate.MigrationSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "export-schema",
    description = {
      "Print the ledger's schema as one SQL script for an empty database.",
      "It makes what the migrations make one by one, and records none of them."
    },
    footer = {"", "Example:", "  audit-ledger migrate export-schema > schema.sql"})
final class MigrateExportSchemaCommand implements Runnable {

  @Mixin private OutputOptions options = new OutputOptions();

  @Override
  public void run() {
    MigrationSet ledger = MigrationSet.ledger();
    options.print(
        new Schema(
            "audit-ledger/schema-export/1",
            ledger.name(),
            ledger.head().toString(),
            ledger.sum().hex(),
            ledger.exportSchema()));
  }

  private record Schema(String format, String set, String version, String setSum, String sql)
      implements Answer {

    @Override
    public String text() {
      return sql;
    }
  }
}
