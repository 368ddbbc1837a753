package org.auditledger.retention;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.function.Consumer;
import org.auditledger.control.JournalTable;
import org.auditledger.control.Recorder;
import org.auditledger.control.RetentionTable;
import org.auditledger.journal.BufferHistory;
import org.auditledger.journal.JournalEntry;
import org.auditledger.journal.JournalHead;
import org.auditledger.journal.JournalReader;
import org.auditledger.journal.Standing;
import org.auditledger.journal.TenantRetentionSet;
import org.auditledger.postgres.DatabaseException;
import org.auditledger.postgres.Server;
import org.auditledger.postgres.Session;
import org.auditledger.postgres.SessionSettings;
import org.auditledger.postgres.SqlText;
import org.auditledger.retention.RetentionException.Trouble;
import org.auditledger.signature.TrustedKeys;

/** Lists the tenants of a ledger, and adds one together with the statement about its retention. */
public final class Tenants {

  /** More are counted, and not listed. */
  private static final int LISTED = 10_000;

  /** Who else adds to the journal is a moment about it, or a migration that waits for a lock. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Server server;

  public Tenants(Server server) {
    this.server = server;
  }

  /** The tenants, beside what the journal says of them to who trusts these keys. */
  public TenantList list(TrustedKeys trusted) {
    try (Session session = Session.open(server, SessionSettings.reading())) {
      // One view of both, or a change between two readings would look like one without a statement.
      String unused = session.exportSnapshot();
      Connection connection = session.connection();
      requireTenants(connection);
      boolean checked = !trusted.noteKeys().isEmpty();
      BufferHistory history = new BufferHistory();
      Unsigned unsigned = new Unsigned(checked, history);
      JournalReader journal =
          JournalTable.exists(connection)
              ? JournalTable.read(connection, trusted, unsigned)
              : new JournalReader(trusted);
      return new TenantList(
          journal.ledger(),
          checked,
          unsigned.count,
          journal.defects(),
          read(connection, history.retentions()),
          count(connection));
    } catch (SQLException e) {
      throw DatabaseException.of("reading the tenants", e);
    }
  }

  /** Passes over what nobody who is trusted has signed, as soon as somebody is trusted. */
  private static final class Unsigned implements Consumer<JournalEntry> {

    private final boolean checked;
    private final BufferHistory history;
    private long count;

    Unsigned(boolean checked, BufferHistory history) {
      this.checked = checked;
      this.history = history;
    }

    @Override
    public void accept(JournalEntry entry) {
      if (checked && !(entry.standing() instanceof Standing.Signed)) {
        count++;
      } else {
        history.accept(entry);
      }
    }
  }

  /**
   * Adds a tenant, and records its retention in the same transaction.
   *
   * @throws RetentionException when there is one of this id, or no ledger
   */
  public AddedTenant add(Recorder recorder, Tenant tenant) {
    SessionSettings settings = SessionSettings.writing().withLockTimeout(PATIENCE);
    try (Session session = Session.open(server, settings)) {
      Connection connection = session.connection();
      connection.setAutoCommit(false);
      requireTenants(connection);
      requireJournal(connection);
      // The tenants before the journal, as whoever changes them by SQL has only these.
      if (!insert(connection, tenant)) {
        throw exists(tenant.id());
      }
      requireBegun(recorder.read(connection));
      JournalHead head =
          RetentionTable.record(
                  recorder,
                  connection,
                  List.of(
                      new TenantRetentionSet(
                          tenant.id(),
                          tenant.retentionDays(),
                          known(connection, recorder, tenant.id()),
                          false)))
              .get(0);
      connection.commit();
      return new AddedTenant(recorder.ledger(), tenant, head.position());
    } catch (SQLException e) {
      throw DatabaseException.of("adding the tenant " + tenant.id(), e);
    }
  }

  /** What was said of a tenant of this id who was there before, and is gone. */
  private static OptionalLong known(Connection connection, Recorder recorder, String id)
      throws SQLException {
    BufferHistory history = new BufferHistory();
    JournalReader unused = JournalTable.read(connection, recorder.trusted(), history::accept);
    Integer days = history.retentions().get(id);
    return days == null ? OptionalLong.empty() : OptionalLong.of(days);
  }

  private static boolean insert(Connection connection, Tenant tenant) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(SqlText.of(Tenants.class, "insert_tenant"))) {
      insert.setString(1, tenant.id());
      insert.setString(2, tenant.displayName());
      insert.setInt(3, tenant.retentionDays());
      insert.setInt(4, tenant.clockSkewSeconds());
      return insert.executeUpdate() == 1;
    }
  }

  private static List<ListedTenant> read(Connection connection, SortedMap<String, Integer> recorded)
      throws SQLException {
    List<ListedTenant> tenants = new ArrayList<>();
    try (PreparedStatement query =
        connection.prepareStatement(SqlText.of(Tenants.class, "list_tenants"))) {
      query.setInt(1, LISTED);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          Integer days = recorded.get(rows.getString(1));
          tenants.add(
              new ListedTenant(
                  rows.getString(1),
                  rows.getString(2),
                  rows.getInt(3),
                  rows.getInt(4),
                  days == null ? OptionalInt.empty() : OptionalInt.of(days)));
        }
      }
    }
    return tenants;
  }

  private static long count(Connection connection) throws SQLException {
    try (PreparedStatement query =
            connection.prepareStatement(SqlText.of(Tenants.class, "count_tenants"));
        ResultSet row = query.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  private static void requireTenants(Connection connection) throws SQLException {
    try (PreparedStatement query =
            connection.prepareStatement(SqlText.of(Tenants.class, "tenants_exist"));
        ResultSet row = query.executeQuery()) {
      row.next();
      if (!row.getBoolean(1)) {
        throw new RetentionException(
            Trouble.NOT_A_LEDGER,
            "there are no tenants here",
            "there is no table public.tenants, which comes with the telemetry buffer",
            "check the name of the database; the buffer comes with version 2: audit-ledger migrate"
                + " upgrade");
      }
    }
  }

  private static void requireJournal(Connection connection) throws SQLException {
    if (!JournalTable.exists(connection)) {
      throw noJournal();
    }
  }

  private static void requireBegun(JournalReader journal) {
    if (journal.head().position() == 0) {
      throw noJournal();
    }
  }

  private static RetentionException noJournal() {
    return new RetentionException(
        Trouble.NOT_A_LEDGER,
        "there is no journal here that could say how long a tenant's records are kept",
        "the ledger's own history has not begun, or this is another database",
        "check the name of the database; audit-ledger migrate upgrade begins the history");
  }

  private static RetentionException exists(String id) {
    return new RetentionException(
        Trouble.NAME,
        "there is a tenant " + id + " already",
        "nothing was changed, and nothing was recorded",
        "audit-ledger tenant list shows it; its retention is set by: audit-ledger tenant"
            + " set-retention");
  }
}
