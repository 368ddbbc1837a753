package org.auditledger.restore;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.auditledger.catalog.CatalogReader;
import org.auditledger.chain.Head;
import org.auditledger.control.JournalTable;
import org.auditledger.control.ThisDatabase;
import org.auditledger.journal.DatabaseIdentity;
import org.auditledger.ledger.LedgerTable;
import org.auditledger.postgres.Session;
import org.auditledger.postgres.SqlText;
import org.auditledger.postgres.TableLayout;
import org.auditledger.row.RowLayout;
import org.auditledger.schema.LedgerObjects;
import org.auditledger.schema.SchemaDocument;
import org.auditledger.signature.TrustedKeys;

/** Looks at what there is to restore into, in a transaction that holds the journal's lock. */
final class TargetLook {

  private static final int SHOWN = 5;

  private final Session session;
  private final Connection connection;
  private final TrustedKeys trusted;

  TargetLook(Session session, TrustedKeys trusted) {
    this.session = session;
    this.connection = session.connection();
    this.trusted = trusted;
  }

  Target look() throws SQLException {
    List<String> objects = objects();
    if (objects.isEmpty()) {
      return new Target.Empty();
    }
    SchemaDocument structure = new CatalogReader(LedgerObjects.LEDGER).structure(connection);
    boolean hasJournal = JournalTable.exists(connection);
    if (structure.objects().isEmpty() && !hasJournal) {
      return new Target.Occupied(objects);
    }
    Optional<RowLayout> layout =
        LedgerTable.layout(session) instanceof TableLayout.Found found
            ? Optional.of(found.layout())
            : Optional.empty();
    long entries = layout.isEmpty() ? 0 : lastEntry();
    Optional<JournalFound> journal = hasJournal ? Optional.of(journal()) : Optional.empty();
    return new Target.Ledger(structure, layout, entries, journal, isMoved(journal));
  }

  /** Nobody appends from here on: neither we nor the ancestor write without this lock. */
  private long lastEntry() throws SQLException {
    try (Statement lock = connection.createStatement()) {
      lock.execute("lock table only public.ledger_entries in share row exclusive mode");
    }
    return LedgerTable.head(connection).map(Head::sequence).orElse(Long.MAX_VALUE);
  }

  private boolean isMoved(Optional<JournalFound> journal) throws SQLException {
    Optional<DatabaseIdentity> named = journal.flatMap(JournalFound::database);
    return named.isPresent() && !named.get().equals(ThisDatabase.of(connection));
  }

  private JournalFound journal() throws SQLException {
    JournalFound found = new JournalFound(trusted);
    JournalTable.forEach(connection, found::accept);
    return found;
  }

  private List<String> objects() throws SQLException {
    List<String> objects = new ArrayList<>();
    try (PreparedStatement query =
        connection.prepareStatement(SqlText.of(TargetLook.class, "other_objects"))) {
      query.setInt(1, SHOWN);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          objects.add(rows.getString(1));
        }
      }
    }
    return objects;
  }
}
