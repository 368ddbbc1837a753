package org.auditledger.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.auditledger.postgres.Patience;
import org.auditledger.postgres.Session;
import org.auditledger.postgres.SessionSettings;
import org.auditledger.retention.RetentionException.Trouble;
import org.auditledger.testing.HeadSchema;
import org.auditledger.testing.HeldLocks;
import org.auditledger.testing.OnEveryPostgres;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.Test;

/** A partition is made, detached and dropped beside who reads and writes the buffer. */
@OnPostgres
@HeadSchema
class PartitionMechanicsTest {

  private static final Instant DAY = BufferDays.daysAgo(100);
  private static final Instant NEXT = BufferDays.daysAgo(99);
  private static final String NAME = BufferDays.name(DAY);
  private static final String BUFFER = "public.telemetry_buffer";

  private final List<String> said = new ArrayList<>();

  @OnEveryPostgres
  void a_partition_is_made_detached_and_dropped(TestDatabase database) throws SQLException {
    try (Session session = BufferDays.session(database)) {
      Connection connection = session.connection();
      connection.setAutoCommit(false);
      PartitionMaker.make(connection, NAME, DAY, NEXT);
      assertThat(HeldLocks.of(connection, BUFFER))
          .contains("ShareUpdateExclusiveLock")
          .doesNotContain("AccessExclusiveLock", "ExclusiveLock", "ShareRowExclusiveLock");
      connection.commit();
      connection.setAutoCommit(true);
      BufferDays.insert(database, "default", "pump", DAY, 3);
      assertGuarded(database);
      assertThat(
              database.query(
                  "select relowner = (select relowner from pg_class where oid ="
                      + " 'public.telemetry_buffer'::regclass) from pg_class where relname = '"
                      + NAME
                      + "'"))
          .containsExactly("t");

      assertThat(PartitionPlace.of(connection, NAME)).isEqualTo(PartitionPlace.ATTACHED);
      detachment(connection, 10).run(NAME);
      assertThat(PartitionPlace.of(connection, NAME)).isEqualTo(PartitionPlace.DETACHED);
      assertGuarded(database);
      detachment(connection, 10).run(NAME);

      new PartitionRemoval(connection, patience(10), said::add).untie(NAME);
      connection.setAutoCommit(false);
      PartitionRemoval.drop(connection, NAME);
      assertThat(HeldLocks.of(connection, "public.tenants")).isEmpty();
      assertThat(HeldLocks.of(connection, BUFFER)).doesNotContain("AccessExclusiveLock");
      connection.rollback();
      assertThat(BufferDays.exists(database, NAME)).isTrue();
      PartitionRemoval.drop(connection, NAME);
      connection.commit();
      assertThat(PartitionPlace.of(connection, NAME)).isEqualTo(PartitionPlace.GONE);
    }
    assertThat(BufferDays.partitions(database)).hasSize(8);
    assertThat(said).isEmpty();
  }

  @OnEveryPostgres
  void what_was_interrupted_is_finished(TestDatabase database) throws Exception {
    String table = makeWithRows(database);
    try (Session session = BufferDays.session(database);
        Connection reader = database.connect()) {
      Connection connection = session.connection();
      reader.setAutoCommit(false);
      read(reader);
      // The server has committed the first half when it begins to wait for the reader.
      assertThatThrownBy(
              () ->
                  execute(
                      connection,
                      "alter table "
                          + BUFFER
                          + " detach partition public."
                          + table
                          + " concurrently"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("lock timeout");
      assertThat(PartitionPlace.of(connection, table)).isEqualTo(PartitionPlace.PENDING);
      assertThatThrownBy(() -> detachment(connection, 1).run(table))
          .isInstanceOfSatisfying(
              RetentionException.class, e -> assertThat(e.trouble()).isEqualTo(Trouble.BUSY))
          .hasMessageContaining("idle in transaction");
      CompletableFuture<Void> ends = endAfter(reader, 1500);
      detachment(connection, 20).run(table);
      ends.get();
      assertThat(PartitionPlace.of(connection, table)).isEqualTo(PartitionPlace.DETACHED);
    }
    assertGuarded(database);
  }

  @Test
  void nothing_is_begun_while_an_old_transaction_is_in_the_way(TestDatabase database)
      throws Exception {
    String table = makeWithRows(database);
    try (Session session = BufferDays.session(database);
        Connection reader = database.connect()) {
      reader.setAutoCommit(false);
      read(reader);
      Thread.sleep(1100);
      assertThatThrownBy(() -> detachment(session.connection(), 1).run(table))
          .isInstanceOfSatisfying(
              RetentionException.class, e -> assertThat(e.trouble()).isEqualTo(Trouble.BUSY))
          .hasMessageContaining("partition " + table + " was not detached in time")
          .hasMessageContaining("idle in transaction for ");
      assertThat(PartitionPlace.of(session.connection(), table)).isEqualTo(PartitionPlace.ATTACHED);
      assertThat(said)
          .singleElement()
          .asString()
          .startsWith("waiting to detach " + table + ": pid");
    }
  }

  /** Who is shown nothing of others' transactions looks twice. */
  @Test
  void an_old_transaction_is_seen_by_who_is_shown_little(TestDatabase database) throws Exception {
    String table = makeWithRows(database);
    String role = "owner_" + database.name();
    database.execute(
        "create role "
            + role
            + " login password 'x'; alter schema public owner to "
            + role
            + "; alter table public.telemetry_buffer owner to "
            + role
            + "; alter table public."
            + table
            + " owner to "
            + role
            + "; alter table public.tenants owner to "
            + role);
    String dsn =
        database.dsn().replace(database.user() + ":" + database.password() + "@", role + ":x@");
    try (Session session = Session.open(BufferDays.server(dsn), SessionSettings.writing());
        Connection reader = database.connect()) {
      reader.setAutoCommit(false);
      read(reader);
      assertThatThrownBy(() -> detachment(session.connection(), 2).run(table))
          .isInstanceOf(RetentionException.class)
          .hasMessageContaining("in the way: pid ");
      assertThat(PartitionPlace.of(session.connection(), table)).isEqualTo(PartitionPlace.ATTACHED);
      reader.rollback();
      detachment(session.connection(), 10).run(table);
      assertThat(PartitionPlace.of(session.connection(), table)).isEqualTo(PartitionPlace.DETACHED);
    } finally {
      database.execute(
          "reassign owned by "
              + role
              + " to current_user; drop owned by "
              + role
              + "; drop role "
              + role);
    }
  }

  @Test
  void guards_are_made_again_where_they_lack(TestDatabase database) throws SQLException {
    String table = makeWithRows(database);
    try (Session session = BufferDays.session(database)) {
      Connection connection = session.connection();
      assertThat(PartitionMaker.guard(connection, table)).isFalse();
      for (String harm :
          List.of(
              "drop trigger partition_block_update on public.%s",
              "alter table public.%s disable trigger partition_block_delete",
              "alter table public.%s enable trigger partition_block_truncate",
              "create function public.nothing() returns trigger language plpgsql as"
                  + " 'begin return old; end'; create or replace trigger partition_block_delete"
                  + " before delete on public.%s for each row execute function public.nothing();"
                  + " alter table public.%1$s enable always trigger partition_block_delete",
              "create or replace trigger partition_block_delete before delete on public.%s"
                  + " for each row when (old.id < 0)"
                  + " execute function public.ledger_block_update_delete();"
                  + " alter table public.%1$s enable always trigger partition_block_delete")) {
        database.execute(harm.formatted(table));
        assertThat(PartitionMaker.guard(connection, table)).as(harm).isTrue();
        assertThat(PartitionMaker.guard(connection, table)).as(harm).isFalse();
      }
      detachment(connection, 10).run(table);
      assertGuarded(database);
    }
  }

  @Test
  void what_is_no_detached_table_of_the_buffer_is_never_dropped(TestDatabase database)
      throws SQLException {
    String table = makeWithRows(database);
    database.execute(
        "create table public.stranger (id bigint);"
            + "create view public.look as select 1;"
            + "create table public.\"quo\"\"ted\" (like public.telemetry_buffer)");
    try (Session session = BufferDays.session(database)) {
      Connection connection = session.connection();
      for (String name : List.of(table, "look", "nothing", "telemetry_buffer")) {
        assertThatThrownBy(() -> PartitionRemoval.drop(connection, name))
            .isInstanceOf(RetentionException.class)
            .hasMessageStartingWith("there is no detached table " + name);
      }
      assertThat(PartitionPlace.of(connection, "stranger")).isEqualTo(PartitionPlace.FOREIGN);
      assertThat(PartitionPlace.of(connection, "look")).isEqualTo(PartitionPlace.FOREIGN);
      assertThat(PartitionPlace.of(connection, "telemetry_buffer"))
          .isEqualTo(PartitionPlace.FOREIGN);
      assertThat(PartitionPlace.of(connection, "nothing")).isEqualTo(PartitionPlace.GONE);
      assertThat(PartitionPlace.of(connection, "quo\"ted")).isEqualTo(PartitionPlace.DETACHED);
      assertThatThrownBy(() -> detachment(connection, 1).run("stranger"))
          .hasMessageContaining("what has its name is something else");
      PartitionRemoval.drop(connection, "quo\"ted");
      assertThat(PartitionPlace.of(connection, "quo\"ted")).isEqualTo(PartitionPlace.GONE);
    }
  }

  private static String makeWithRows(TestDatabase database) throws SQLException {
    try (Session session = BufferDays.session(database)) {
      Connection connection = session.connection();
      connection.setAutoCommit(false);
      PartitionMaker.make(connection, NAME, DAY, NEXT);
      connection.commit();
    }
    BufferDays.insert(database, "default", "pump", DAY, 3);
    return NAME;
  }

  private static void assertGuarded(TestDatabase database) {
    for (String harm :
        List.of(
            "update public.%s set subject = 'x'", "delete from public.%s", "truncate public.%s")) {
      assertThatThrownBy(
              () ->
                  database.execute(
                      "set session_replication_role = replica; " + harm.formatted(NAME)))
          .as(harm)
          .hasMessageContaining("is append-only");
    }
  }

  private Detachment detachment(Connection connection, int seconds) {
    return new Detachment(connection, patience(seconds), said::add);
  }

  private static Patience patience(int seconds) {
    return new Patience(Duration.ofSeconds(seconds));
  }

  private static void read(Connection connection) throws SQLException {
    execute(connection, "select count(*) from public.telemetry_buffer");
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static CompletableFuture<Void> endAfter(Connection transaction, int millis) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            Thread.sleep(millis);
            transaction.rollback();
          } catch (InterruptedException | SQLException e) {
            throw new IllegalStateException(e);
          }
        });
  }
}
