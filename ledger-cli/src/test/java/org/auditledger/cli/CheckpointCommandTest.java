package org.auditledger.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;
import org.auditledger.seal.Anchor;
import org.auditledger.seal.Parsed;
import org.auditledger.testing.OnEveryPostgres;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Ledgers are sealed from the command line, and what must not be sealed is not. */
@OnPostgres
class CheckpointCommandTest {

  @TempDir private Path directory;

  @OnEveryPostgres
  void what_is_new_is_sealed_listed_and_exported(TestDatabase database) throws Exception {
    SealedTestLedger ledger = SealedTestLedger.make(database, directory);
    ledger.append(300);
    Path newest = directory.resolve("newest.anchor");
    JsonNode sealed = ledger.json("checkpoint", "create", "--anchor", newest.toString());
    assertThat(sealed.get("ledger").asString()).isEqualTo("acme/plant-1");
    assertThat(sealed.get("signed").asBoolean()).isTrue();
    assertThat(sealed.get("entries").asLong()).isEqualTo(300);
    assertThat(sealed.get("statements").asLong()).isEqualTo(ledger.statements());
    assertThat(newest).hasContent(Files.readString(ledger.memory()));

    List<String> stored = ledger.stored();
    String again = ledger.text("checkpoint", "create", "--anchor", newest.toString());
    assertThat(again)
        .startsWith("acme/plant-1: nothing new; sealed already 300 entries and ")
        .contains("  root    " + sealed.get("root").asString());
    assertThat(ledger.stored()).isEqualTo(stored);

    ledger.append(7);
    assertThat(ledger.text("checkpoint", "list").lines().findFirst())
        .contains("acme/plant-1: sealed up to entry 300 of 307 (7 not sealed yet)");
    Path exported = directory.resolve("exported.anchor");
    JsonNode anchor = ledger.json("checkpoint", "export", "--output", exported.toString());
    assertThat(anchor.get("signed").asBoolean()).isTrue();
    assertThat(anchor.get("entries").asLong()).isEqualTo(307);
    assertThat(exported).hasContent(Files.readString(ledger.memory()));
    assertThat(ledger.text("checkpoint", "create", "--anchor", newest.toString()))
        .contains("  anchor  " + newest);
    assertThat(newest).as("a newer one takes its place").hasSameTextualContentAs(exported);

    JsonNode list = ledger.json("checkpoint", "list");
    assertThat(list.get("sealed").asLong()).isEqualTo(307);
    assertThat(list.get("unsealed").asLong()).isZero();
    assertThat(list.get("total").asLong()).isEqualTo(3);
    assertThat(list.get("seals").findValuesAsString("entries")).containsExactly("307", "300", "0");
    assertThat(list.get("seals").findValuesAsString("worth")).containsOnly("counts");
    assertThat(ledger.json("checkpoint", "list", "--last", "1").get("seals")).hasSize(1);
    assertThat(ledger.text("checkpoint", "list", "--last", "1"))
        .contains("and 2 before them", "stored", "only a hint");
  }

  @Test
  void an_anchor_that_was_exported_is_never_overwritten(TestDatabase database) throws SQLException {
    SealedTestLedger ledger = SealedTestLedger.make(database, directory);
    String file = directory.resolve("plant.anchor").toString();
    String first = ledger.text("checkpoint", "export", "--output", file);
    assertThat(first).contains(": nothing new; sealed already 0 entries", "keep a copy of it");
    ledger.append(1);
    refuses(
        ledger, ExitCode.REFUSED, words("export", "--output", file), "exists and holds something");
    assertThat(ledger.text("checkpoint", "list")).contains("sealed up to entry 1 of 1");
  }

  @Test
  void who_has_no_key_gets_the_last_anchor_and_seals_nothing(TestDatabase database)
      throws Exception {
    SealedTestLedger ledger = SealedTestLedger.make(database, directory);
    ledger.append(3);
    assertThat(ledger.text("checkpoint", "create")).contains(": sealed 3 entries");
    ledger.append(2);
    List<String> stored = ledger.stored();
    String last = Files.readString(ledger.memory());
    ledger.runs().with("AUDIT_LEDGER_SIGNING_KEY", "");
    Path file = directory.resolve("auditor.anchor");
    JsonNode anchor = ledger.json("checkpoint", "export", "--output", file.toString());
    assertThat(anchor.get("signed").asBoolean()).isFalse();
    assertThat(anchor.get("entries").asLong()).isEqualTo(3);
    assertThat(file).hasContent(last);
    assertThat(Anchor.parse(Files.readString(file).getBytes(UTF_8)))
        .isInstanceOf(Parsed.Value.class);
    refuses(ledger, ExitCode.TRUST, words("create"), "no signing key is named", "keys generate");
    ledger.runs().with("AUDIT_LEDGER_TRUST", "");
    Path none = directory.resolve("none.anchor");
    refuses(
        ledger, ExitCode.TRUST, words("export", "--output", none.toString()), "nobody is trusted");
    assertThat(none).doesNotExist();
    assertThat(ledger.text("checkpoint", "list")).contains("not checked: no verifier key");
    assertThat(ledger.stored()).isEqualTo(stored);
  }

  @OnEveryPostgres
  void a_database_that_was_rolled_back_is_not_sealed(TestDatabase database) throws SQLException {
    SealedTestLedger ledger = SealedTestLedger.make(database, directory);
    ledger.append(10);
    assertThat(ledger.text("checkpoint", "create")).contains(": sealed 10 entries");
    long statements = ledger.statements();
    ledger.append(10);
    assertThat(ledger.text("checkpoint", "create")).contains(": sealed 20 entries");
    String newest = Path.of(ledger.memory() + ".kept").toString();
    assertThat(ledger.text("checkpoint", "export", "--output", newest)).contains("20 entries");
    ledger.rollBack(10, statements);
    ledger.append(30);
    for (String[] words : List.of(words("create"), words("create", "--watch"))) {
      refuses(
          ledger,
          ExitCode.HISTORY_BROKEN,
          words,
          "nothing was sealed: the database was rolled back",
          "this key has sealed 20 entries");
    }
  }

  @OnEveryPostgres
  void a_copy_of_the_database_is_not_sealed(TestDatabase database) throws SQLException {
    SealedTestLedger ledger = SealedTestLedger.make(database, directory);
    ledger.append(10);
    assertThat(ledger.text("checkpoint", "create")).contains(": sealed 10 entries");
    TestDatabase copy = new TestDatabase(database.server(), database.name() + "_copy");
    TestDatabase administration = new TestDatabase(database.server(), "postgres");
    administration.execute(
        "create database \"" + copy.name() + "\" template \"" + database.name() + '"');
    try {
      ledger.runs().with("LEDGER_DSN", copy.dsn());
      SealedTestLedger copied = new SealedTestLedger(copy, ledger.runs());
      copied.append(5);
      refuses(
          copied,
          ExitCode.HISTORY_BROKEN,
          words("create"),
          "this is not the database that the journal names",
          "a copy, moved, or restored");
    } finally {
      administration.execute("drop database \"" + copy.name() + '"');
    }
    ledger.runs().with("LEDGER_DSN", database.dsn());
    ledger.append(1);
    assertThat(ledger.text("checkpoint", "create")).contains(": sealed 11 entries");
  }

  @OnEveryPostgres
  void a_tail_that_was_rewritten_is_not_sealed(TestDatabase database) throws SQLException {
    SealedTestLedger ledger = SealedTestLedger.make(database, directory);
    ledger.append(300);
    assertThat(ledger.text("checkpoint", "create")).contains(": sealed 300 entries");
    ledger.tamper("delete from public.ledger_entries where sequence_number > 290");
    ledger.appendOthers(30);
    refuses(
        ledger,
        ExitCode.HISTORY_BROKEN,
        words("create"),
        "the 300 entries that were sealed last are not what they were",
        "do not append");
  }

  @Test
  void a_broken_chain_ends_with_10_and_a_lost_memory_with_13(TestDatabase database)
      throws Exception {
    SealedTestLedger ledger = SealedTestLedger.make(database, directory);
    ledger.append(5);
    ledger.tamper(
        "update public.ledger_entries set reasoning = 'forged' where sequence_number = 4");
    refuses(ledger, ExitCode.CHAIN_BROKEN, words("create"), "chain of the entries", "entry 4");
    Files.delete(ledger.memory());
    for (String[] words : List.of(words("create"), words("create", "--watch"))) {
      refuses(ledger, ExitCode.TRUST, words, "it is missing, though the journal says");
    }
  }

  @Test
  void an_anchor_of_later_is_kept_and_ends_with_12(TestDatabase database) throws Exception {
    SealedTestLedger ledger = SealedTestLedger.make(database, directory);
    ledger.append(5);
    String file = directory.resolve("kept.anchor").toString();
    assertThat(ledger.text("checkpoint", "create")).contains(": sealed 5 entries");
    String older = Files.readString(ledger.memory());
    long statements = ledger.statements();
    ledger.append(5);
    assertThat(ledger.text("checkpoint", "create", "--anchor", file)).contains("10 entries");
    String newer = Files.readString(Path.of(file));
    // Who can roll back what the key remembers, too, has not the anchor that is elsewhere.
    ledger.rollBack(5, statements);
    Files.writeString(ledger.memory(), older);
    ledger.appendOthers(10);
    refuses(
        ledger,
        ExitCode.HISTORY_BROKEN,
        words("create", "--anchor", file),
        "nothing was sealed: the ledger was rolled back");
    assertThat(ledger.memory()).as("nothing was signed").hasContent(older);
    assertThat(Path.of(file)).hasContent(newer);
    Files.writeString(Path.of(file), "a letter");
    refuses(
        ledger,
        ExitCode.REFUSED,
        words("create", "--anchor", file),
        file + " holds something else");
    assertThat(Path.of(file)).hasContent("a letter");
  }

  @Test
  void a_list_ends_with_12_where_the_journal_or_a_checkpoint_is_broken(TestDatabase database)
      throws SQLException {
    SealedTestLedger ledger = SealedTestLedger.make(database, directory);
    ledger.append(5);
    assertThat(ledger.text("checkpoint", "create")).contains(": sealed 5 entries");
    ledger.tamper("delete from audit_ledger.checkpoints where size = 5");
    CommandLineRun missing = ledger.run("checkpoint", "list");
    assertThat(missing.exit()).as("%s", missing).isEqualTo(ExitCode.HISTORY_BROKEN.code());
    assertThat(missing.stdout()).contains("sealed up to entry 5 of 5", "MISSING");
    assertThat(missing.stderr()).contains("are not stored as they were signed");
    ledger.tamper("delete from audit_ledger.journal where position = 3");
    CommandLineRun broken = ledger.run("checkpoint", "list", "--json");
    assertThat(broken.exit()).as("%s", broken).isEqualTo(ExitCode.HISTORY_BROKEN.code());
    assertThat(JsonSchema.check(broken.stdout()).get("defects").asLong()).isPositive();
    assertThat(broken.stderr()).contains("the journal is broken: statement 3");
  }

  @Test
  void what_is_no_ledger_or_is_asked_wrongly_is_refused(TestDatabase database) throws IOException {
    MigrateRuns runs = MigrateRuns.of(database, directory);
    for (String[] words :
        List.of(words("create"), words("create", "--watch"), words("list"), words("export"))) {
      String[] all = words;
      if (words[1].equals("export")) {
        all = words("export", "--output", directory.resolve("x").toString());
      }
      runs.refuses(ExitCode.DATABASE, runs.other(all), "this is no ledger, or not one yet");
    }
    usage(runs, "create", "--every", "5s");
    usage(runs, "create", "--watch", "--every", "0s");
    usage(runs, "create", "--watch", "--every", "soon");
    usage(runs, "create", "--watch", "--entries", "0");
    usage(runs, "list", "--last", "0");
    usage(runs, "export");
    usage(runs);
    Files.setPosixFilePermissions(
        Path.of(runs.variable("AUDIT_LEDGER_SIGNING_KEY")),
        PosixFilePermissions.fromString("rw-r--r--"));
    runs.refuses(ExitCode.TRUST, runs.other(words("create")), "chmod 600");
  }

  private static void usage(MigrateRuns runs, String... words) {
    CommandLineRun run = runs.other(words(words));
    runs.refuses(ExitCode.USAGE, run, "--help");
  }

  private static String[] words(String... words) {
    String[] all = new String[words.length + 1];
    all[0] = "checkpoint";
    System.arraycopy(words, 0, all, 1, words.length);
    return all;
  }

  private static void refuses(
      SealedTestLedger ledger, ExitCode exit, String[] words, String... said) throws SQLException {
    List<String> checkpoints =
        ledger.database().query("select note from audit_ledger.checkpoints order by 1");
    boolean isExport = words[1].equals("export");
    ledger.runs().refuses(exit, ledger.run(words), said);
    if (!isExport) {
      assertThat(ledger.database().query("select note from audit_ledger.checkpoints order by 1"))
          .isEqualTo(checkpoints);
    }
  }
}
