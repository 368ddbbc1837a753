package org.auditledger.doctor;

import java.sql.SQLException;
import org.auditledger.control.HistoryBrokenException;
import org.auditledger.postgres.DatabaseException;

/** Facts, or why there are none. */
sealed interface Reading<T> {

  /** They were read. */
  record Read<T>(T value) implements Reading<T> {}

  /** They could not be. */
  record Refused<T>(NotChecked why) implements Reading<T> {}

  /** What reads them. */
  interface Source<T> {
    T read() throws SQLException;
  }

  /**
   * Reads them. That somebody may not see something is said where it would have been; whatever else
   * goes wrong with the database ends everything.
   */
  static <T> Reading<T> of(String what, Source<T> source) {
    try {
      return new Read<>(source.read());
    } catch (HistoryBrokenException e) {
      return refused(e.explanation().what());
    } catch (SQLException e) {
      return withoutPrivilege(DatabaseException.of(what, e));
    } catch (DatabaseException e) {
      return withoutPrivilege(e);
    }
  }

  static <T> Reading<T> refused(String why) {
    return new Refused<>(new NotChecked(why, true));
  }

  /** There is nothing that could be read. */
  static <T> Reading<T> none(String why) {
    return new Refused<>(new NotChecked(why, false));
  }

  private static <T> Reading<T> withoutPrivilege(DatabaseException e) {
    if ("42501".equals(e.sqlState())) {
      return refused("this role may not look: " + e.explanation().why());
    }
    throw e;
  }
}
