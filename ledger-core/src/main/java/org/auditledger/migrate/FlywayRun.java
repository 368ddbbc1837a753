package org.auditledger.migrate;

import java.nio.charset.StandardCharsets;
import org.auditledger.schema.LedgerObjects;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;

/**
 * Flyway as it must be set so that a script, its receipt and its row in the history are one
 * transaction. Its default writes that row in a transaction of its own, afterwards.
 */
final class FlywayRun {

  private final FluentConfiguration configuration;

  FlywayRun(MigrationSet set, FlywaySession session, Callback... callbacks) {
    SetHome home = SetHome.of(set);
    boolean control = home.objects().equals(LedgerObjects.CONTROL);
    configuration =
        Flyway.configure(FlywayRun.class.getClassLoader())
            .dataSource(session)
            .loggers(SilentLogs.class.getName())
            .resourceProvider(new SetResources(set))
            .skipDefaultCallbacks(true)
            .callbacks(callbacks)
            .encoding(StandardCharsets.UTF_8)
            .defaultSchema(SetHome.SCHEMA)
            .schemas(SetHome.SCHEMA)
            .createSchemas(control)
            .table(home.history())
            .ignoreMigrationPatterns("")
            .validateMigrationNaming(true)
            .placeholderReplacement(false)
            .baselineOnMigrate(false)
            .cleanDisabled(true)
            .connectRetries(0);
    PostgreSQLConfigurationExtension postgres =
        configuration.getPluginRegister().getExact(PostgreSQLConfigurationExtension.class);
    postgres.setTransactionalLock(false);
  }

  /** Applies this one version, and whatever before it is missing. */
  void migrate(Version target) {
    configuration.target(MigrationVersion.fromVersion(target.toString())).load().migrate();
  }

  /** What Flyway makes of the set: what it would write into the history of each migration. */
  MigrationInfo[] info() {
    return configuration.load().info().all();
  }
}
