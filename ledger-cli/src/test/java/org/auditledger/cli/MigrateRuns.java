package org.auditledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import org.auditledger.keyfile.SigningKeyFile;
import org.auditledger.testing.TestDatabase;
import tools.jackson.databind.JsonNode;

/** The commands of {@code migrate} on a test's database, with a key of its own that is trusted. */
final class MigrateRuns {

  static final String LEDGER = "acme/plant-1";

  private final Map<String, String> environment = new HashMap<>();

  /** The directory holds the key, and belongs to the test. */
  static MigrateRuns of(TestDatabase database, Path directory) {
    SigningKeyFile key = new SigningKeyFile(directory.resolve(database.name() + ".key"));
    String trusted = key.create(LEDGER, null, new SecureRandom()).toString();
    assertThat(trusted).startsWith(LEDGER);
    return new MigrateRuns()
        .with("LEDGER_DSN", database.dsn())
        .with("AUDIT_LEDGER_SIGNING_KEY", key.path().toString())
        .with("AUDIT_LEDGER_TRUST", key.verifierKey().toString())
        .with("HOME", directory.toString());
  }

  /** From now on with this variable. */
  MigrateRuns with(String name, String value) {
    environment.put(name, value);
    return this;
  }

  String variable(String name) {
    return String.valueOf(environment.get(name));
  }

  /** Any other command in the same surroundings. */
  CommandLineRun other(String... words) {
    return CommandLineRun.in(environment, words);
  }

  /** The variables, for a process. */
  Map<String, String> environment() {
    return Map.copyOf(environment);
  }

  CommandLineRun run(String... words) {
    String[] all = new String[words.length + 1];
    all[0] = "migrate";
    System.arraycopy(words, 0, all, 1, words.length);
    return CommandLineRun.in(environment, all);
  }

  /** What a run says that has nothing to complain of. */
  String text(String... words) {
    CommandLineRun run = run(words);
    assertThat(run.exit()).as("%s", run).isZero();
    return run.stdout();
  }

  /** The same in JSON, and as its schema says. */
  JsonNode json(String... words) {
    String[] all = new String[words.length + 1];
    System.arraycopy(words, 0, all, 0, words.length);
    all[words.length] = "--json";
    CommandLineRun run = run(all);
    assertThat(run.exit()).as("%s", run).isZero();
    return JsonSchema.check(run.stdout());
  }

  /** A run that says this, and nothing on standard output. */
  void refuses(ExitCode exit, CommandLineRun run, String... said) {
    assertThat(run.exit()).as("%s", run).isEqualTo(exit.code());
    assertThat(run.stdout()).as("%s", run).isEmpty();
    assertThat(run.stderr()).contains(said);
    String last = run.stderr().substring(run.stderr().lastIndexOf("audit-ledger: "));
    assertThat(last.lines()).as("%s", run).hasSizeBetween(1, 3);
  }
}
