package org.auditledger.testing;

import java.sql.SQLException;

/** Somebody who looks at the database between two requests. */
@FunctionalInterface
public interface Onlooker {

  void look() throws SQLException;
}
