package org.auditledger.checkpoint;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import org.auditledger.control.JournalTable;
import org.auditledger.control.ThisDatabase;
import org.auditledger.journal.DatabaseIdentity;
import org.auditledger.journal.JournalEntry;
import org.auditledger.journal.JournalReader;
import org.auditledger.postgres.DatabaseException;
import org.auditledger.seal.Origin;
import org.auditledger.seal.Parsed;
import org.auditledger.seal.SignedNote;
import org.auditledger.signature.TrustedKeys;

/** The journal and the checkpoints of a ledger's own tables, read in somebody's transaction. */
final class DatabaseSeals implements SealSource {

  private final Connection connection;

  DatabaseSeals(Connection connection) {
    this.connection = connection;
  }

  @Override
  public JournalReader journal(TrustedKeys trusted, Consumer<JournalEntry> each) {
    try {
      return JournalTable.exists(connection)
          ? JournalTable.read(connection, trusted, each)
          : new JournalReader(trusted);
    } catch (SQLException e) {
      throw DatabaseException.of("reading the journal", e);
    }
  }

  @Override
  public List<Parsed<SignedNote>> checkpoints(Origin origin, long size) {
    try {
      return CheckpointTable.at(connection, origin, size);
    } catch (SQLException e) {
      throw reading(e);
    }
  }

  @Override
  public List<Parsed<SignedNote>> checkpointsBeyond(Origin origin, long size) {
    try {
      return CheckpointTable.beyond(connection, origin, size);
    } catch (SQLException e) {
      throw reading(e);
    }
  }

  @Override
  public DatabaseIdentity database() {
    try {
      return ThisDatabase.of(connection);
    } catch (SQLException e) {
      throw DatabaseException.of("looking which database this is", e);
    }
  }

  private static DatabaseException reading(SQLException e) {
    return DatabaseException.of("reading checkpoints", e);
  }
}
