package org.auditledger.migrations;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.auditledger.testing.TestDatabase;

/** One migration of a set, as its scripts on the class path, run the way an engine has to. */
record Migration(String set, String name) {

  static final Migration CONTROL = new Migration("control", "V1__audit_ledger");
  static final Migration BASELINE = new Migration("ledger", "V1__baseline");
  static final Migration BUFFER = new Migration("ledger", "V2__telemetry_buffer");
  static final Migration ERA_INDEX = new Migration("ledger", "V2_1__schema_version_index");
  static final Migration TRANSCRIPTS = new Migration("ledger", "V3__transcript_columns");
  static final Migration STATUS_INDEX = new Migration("ledger", "V3_1__verifier_status_index");
  static final Migration KEY_INDEX = new Migration("ledger", "V3_2__signing_key_index");
  static final Migration CHECKS = new Migration("ledger", "V3_3__transcript_checks");
  static final Migration GUARDS = new Migration("ledger", "V4__guards");

  /** The ledger set, oldest first. */
  static final List<Migration> LEDGER =
      List.of(BASELINE, BUFFER, ERA_INDEX, TRANSCRIPTS, STATUS_INDEX, KEY_INDEX, CHECKS, GUARDS);

  /** Both sets, in the order they are applied. */
  static final List<Migration> ALL = Stream.concat(Stream.of(CONTROL), LEDGER.stream()).toList();

  /** Those whose index is built outside a transaction. */
  static final List<Migration> PREPARED = List.of(ERA_INDEX, STATUS_INDEX, KEY_INDEX);

  /** The ledger set up to and with this one. */
  static List<Migration> upTo(Migration last) {
    return LEDGER.subList(0, LEDGER.indexOf(last) + 1);
  }

  static void deployAll(TestDatabase database, List<Migration> migrations) throws SQLException {
    for (Migration migration : migrations) {
      migration.prepareWhenNeeded(database);
      migration.deploy(database);
    }
  }

  String script(String kind) {
    String path = "/org/auditledger/migrations/" + set + "/" + kind + "/" + name + ".sql";
    try (InputStream in = Migration.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("no " + path + " on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deploys and verifies in one transaction. */
  void deploy(TestDatabase database) throws SQLException {
    inOneTransaction(database, script("deploy"), script("verify"));
  }

  void revert(TestDatabase database) throws SQLException {
    inOneTransaction(database, script("revert"));
  }

  void verify(TestDatabase database) throws SQLException {
    inOneTransaction(database, script("verify"));
  }

  private void prepareWhenNeeded(TestDatabase database) throws SQLException {
    if (PREPARED.contains(this)) {
      prepare(database);
    }
  }

  /** Runs the statements that must not run in a transaction, each by itself. */
  void prepare(TestDatabase database) throws SQLException {
    for (String statement : script("prepare").split(";\n", -1)) {
      if (!statement.isBlank()) {
        database.execute(statement);
      }
    }
  }

  static void inOneTransaction(TestDatabase database, String... scripts) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      for (String script : scripts) {
        statement.execute(script);
      }
      connection.commit();
    }
  }

  @Override
  public String toString() {
    return set + " " + name;
  }
}
