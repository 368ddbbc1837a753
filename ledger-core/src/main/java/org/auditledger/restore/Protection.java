package org.auditledger.restore;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeSet;
import org.auditledger.catalog.CatalogReader;
import org.auditledger.postgres.Session;
import org.auditledger.schema.Difference;
import org.auditledger.schema.LedgerObjects;
import org.auditledger.schema.SchemaDocument;

/**
 * Who may do what with a set's objects, as it was recorded: roles, owners, grants, and that guards
 * are always on. What this server or this role does not allow is said and not done.
 */
final class Protection {

  private static final String TRIGGER = "trigger ";
  private static final String ENABLED = "enabled";
  private static final String OWNER = "owner";
  private static final SortedMap<String, String> NOTHING = Collections.emptySortedMap();

  private final Connection connection;
  private final LedgerObjects objects;
  private final SchemaDocument recorded;
  private final Grants grants;
  private final Attempts attempts;

  Protection(Session session, LedgerObjects objects, SchemaDocument recorded) {
    this.connection = session.connection();
    this.objects = objects;
    this.recorded = recorded;
    this.grants = new Grants(objects.schema(), session.serverVersion());
    this.attempts = new Attempts(connection, objects.schema());
  }

  /** Makes the roles that are missing, without any rights of their own. */
  List<String> makeRoles() throws SQLException {
    TreeSet<String> granted = new TreeSet<>();
    TreeSet<String> owners = new TreeSet<>();
    recorded
        .objects()
        .forEach(
            (object, facts) -> {
              if (Grants.target(objects.schema(), object).isPresent()) {
                granted.addAll(Grants.grantees(facts));
                if (facts.containsKey(OWNER)) {
                  owners.add(facts.get(OWNER));
                }
              }
            });
    return new Roles(connection).make(granted, owners);
  }

  /**
   * Protects what is there as it was recorded.
   *
   * @param guarded whether every guard has to be always on
   * @return what is different all the same
   */
  List<String> apply(boolean guarded) throws SQLException {
    own();
    grant();
    switchOn(guarded);
    List<String> remarks = new ArrayList<>(attempts.failures());
    for (Difference difference : recorded.differencesTo(read())) {
      remarks.add(difference.sentence());
    }
    return remarks;
  }

  /** What protects it now. */
  private SchemaDocument read() throws SQLException {
    return new CatalogReader(objects).posture(connection);
  }

  private void own() throws SQLException {
    SchemaDocument now = read();
    for (Map.Entry<String, SortedMap<String, String>> object : recorded.objects().entrySet()) {
      String owner = object.getValue().get(OWNER);
      SortedMap<String, String> found = now.objects().get(object.getKey());
      if (owner == null || found == null || owner.equals(found.get(OWNER))) {
        continue;
      }
      String target = Grants.target(objects.schema(), object.getKey()).orElse(null);
      // A sequence goes with its table.
      if (target != null && !target.startsWith("sequence ")) {
        attempts.attempt("alter " + target + " owner to " + Grants.quoted(owner));
      }
    }
  }

  private void grant() throws SQLException {
    SchemaDocument now = read();
    TreeSet<String> all = new TreeSet<>(recorded.objects().keySet());
    all.addAll(now.objects().keySet());
    for (String object : all) {
      for (String statement :
          grants.toBecome(
              object,
              now.objects().getOrDefault(object, NOTHING),
              recorded.objects().getOrDefault(object, NOTHING))) {
        attempts.attempt(statement);
      }
    }
  }

  private void switchOn(boolean guarded) throws SQLException {
    List<String> switches = new ArrayList<>();
    for (Map.Entry<String, SortedMap<String, String>> object : read().objects().entrySet()) {
      String name = object.getKey();
      String state = object.getValue().get(ENABLED);
      if (!name.startsWith(TRIGGER) || state == null || state.equals("always")) {
        continue;
      }
      SortedMap<String, String> before = recorded.objects().getOrDefault(name, NOTHING);
      // A guard that was off is not put back off: nobody asks for that.
      if (guarded || "always".equals(before.get(ENABLED))) {
        int on = name.lastIndexOf(" on ");
        switches.add(
            "alter table "
                + name.substring(on + " on ".length())
                + " enable always trigger "
                + name.substring(TRIGGER.length(), on));
      }
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute("set local search_path to " + objects.schema() + ", pg_temp");
      for (String sql : switches) {
        statement.execute(sql);
      }
      statement.execute("set local search_path to pg_catalog, pg_temp");
    }
  }
}
