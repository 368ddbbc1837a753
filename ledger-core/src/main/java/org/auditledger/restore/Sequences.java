package org.auditledger.restore;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.auditledger.postgres.SqlText;
import org.auditledger.schema.SchemaDocument;

/** Lets every sequence go on behind what its column has. */
final class Sequences {

  private Sequences() {}

  static void moveOn(Connection connection, SchemaDocument structure) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String object : structure.objects().keySet()) {
        if (object.startsWith("sequence ")) {
          String column = structure.objects().get(object).getOrDefault("owned by", "");
          int dot = column.indexOf('.');
          statement.execute(
              SqlText.of(Sequences.class, "move_on")
                  .replace("{sequence}", object.substring("sequence ".length()))
                  .replace("{table}", column.substring(0, dot))
                  .replace("{column}", column.substring(dot + 1)));
        }
      }
    }
  }
}
