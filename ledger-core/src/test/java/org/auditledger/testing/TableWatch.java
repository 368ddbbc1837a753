package org.auditledger.testing;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What a client that knows nothing of it does to one table: the locks it holds there and the times
 * it reads all of it, seen from inside its own sessions by a {@link FaultProxy}, between any two
 * requests. A lock is seen when it is held to the end of a transaction of more than one request;
 * nothing is seen of a table that is not there yet.
 */
public final class TableWatch {

  /** The lock that stops everybody. */
  public static final String ACCESS_EXCLUSIVE = "AccessExclusiveLock";

  private static final Pattern BEGIN =
      Pattern.compile("(begin|start transaction)[^;]*;?", Pattern.CASE_INSENSITIVE);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /**
   * The state of the table in a session after a request.
   *
   * @param transaction which of the transactions that were seen, over all sessions, from 1
   * @param statement what the request said
   * @param locks the modes held
   * @param scans the counters since the transaction began
   */
  public record Sight(int transaction, String statement, Set<String> locks, Scans scans) {}

  /** Where a session is. */
  private static final class Place {
    private String statement = "";
    private int transaction;
    private Scans atBegin = new Scans(0, 0);
  }

  private final String table;
  private final Map<ProxiedConnection, Place> places = new HashMap<>();
  private final List<Sight> sights = new ArrayList<>();
  private int transactions;

  /** Watches the table of this name; the name is SQL. */
  public TableWatch(String table) {
    this.table = table;
  }

  /** Everything seen, in order. */
  public synchronized List<Sight> sights() {
    return List.copyOf(sights);
  }

  /** Every mode in which the table was ever seen locked. */
  public Set<String> locks() {
    Set<String> modes = new TreeSet<>();
    sights().forEach(sight -> modes.addAll(sight.locks()));
    return modes;
  }

  /** Each request that read the whole table while its session kept everybody off it. */
  public List<Sight> scansUnderAccessExclusive() {
    List<Sight> found = new ArrayList<>();
    Map<Integer, Scans> seen = new HashMap<>();
    for (Sight sight : sights()) {
      Scans before = seen.getOrDefault(sight.transaction(), new Scans(0, 0));
      if (sight.locks().contains(ACCESS_EXCLUSIVE) && !sight.scans().equals(before)) {
        found.add(sight);
      }
      seen.put(sight.transaction(), sight.scans());
    }
    return found;
  }

  /** Looks, before the next request of this connection is forwarded. */
  synchronized void before(ProxiedConnection connection, int version, String next)
      throws IOException {
    Place place = places.computeIfAbsent(connection, key -> new Place());
    if (!connection.awaitAnswer(PATIENCE)) {
      throw new IOException("no answer to " + place.statement);
    }
    char status = connection.status();
    // A question takes a transaction's snapshot, so it must not be the first thing there.
    boolean mayAsk =
        !connection.isCopying()
            && (status == 'T' || status == 'I')
            && !BEGIN.matcher(place.statement).matches()
            && !next.toLowerCase(Locale.ROOT).startsWith("set transaction");
    if (mayAsk) {
      look(connection, place, status == 'T', version);
    }
    if (status != 'T') {
      place.transaction = 0;
    }
    place.statement = next;
  }

  private void look(ProxiedConnection connection, Place place, boolean inside, int version)
      throws IOException {
    // From 15 on, a session can be told to report its counters, and then counts from 0.
    boolean reports = !inside && version >= 15;
    String[] answer = String.valueOf(connection.probe(query(reports), PATIENCE)).split(" ", -1);
    if (answer.length != 3) {
      throw new IOException("the table could not be watched: " + String.join(" ", answer));
    }
    Scans scans = new Scans(Long.parseLong(answer[0]), Long.parseLong(answer[1]));
    if (!inside) {
      place.atBegin = reports ? new Scans(0, 0) : scans;
      return;
    }
    if (place.transaction == 0) {
      place.transaction = ++transactions;
    }
    Set<String> locks = new TreeSet<>(List.of(answer[2].split(",")));
    locks.remove("");
    // A report just after the beginning was looked at leaves less than there was.
    Scans own = scans.count() < place.atBegin.count() ? scans : scans.since(place.atBegin);
    sights.add(new Sight(place.transaction, place.statement, locks, own));
  }

  private String query(boolean reports) {
    return """
    select concat_ws(' ', coalesce(pg_stat_get_xact_numscans(t.oid), 0),
      coalesce(pg_stat_get_xact_tuples_returned(t.oid), 0),
      coalesce((
        select string_agg(distinct l.mode, ',') from pg_catalog.pg_locks l
        where l.pid = pg_catalog.pg_backend_pid() and l.granted and l.relation = t.oid), ''))
    from (select pg_catalog.to_regclass('%s')::pg_catalog.oid) as t (oid)%s\
    """
        .formatted(table, reports ? ", pg_catalog.pg_stat_force_next_flush()" : "");
  }
}
