package org.auditledger.journal;

import java.util.Map;
import java.util.Optional;
import org.auditledger.canonical.CanonicalJson;
import org.auditledger.canonical.CanonicalJson.Members;
import org.auditledger.canonical.CanonicalJson.Text;
import org.auditledger.canonical.CanonicalJson.Whole;

/**
 * Which database of which cluster. A copy of a cluster has the same identifier, a restored dump has
 * another.
 *
 * @param systemIdentifier as the cluster got it when it was made
 */
public record DatabaseIdentity(String systemIdentifier, long oid) {

  /** The database that this statement says the ledger is in, if it is one that says so. */
  public static Optional<DatabaseIdentity> namedBy(Statement statement) {
    return switch (statement.kind()) {
      case LEDGER_INITIALIZED, LEDGER_ADOPTED, RESTORED ->
          Optional.of(read(statement.body().members("database")));
      default -> Optional.empty();
    };
  }

  /** As {@code {"oid":…,"system_identifier":…}}. */
  public Members toJson() {
    return CanonicalJson.members(
        Map.of("oid", new Whole(oid), "system_identifier", new Text(systemIdentifier)));
  }

  /** The database that these members, which are known to name one, name. */
  public static DatabaseIdentity read(Members json) {
    return new DatabaseIdentity(json.text("system_identifier"), json.whole("oid"));
  }
}
