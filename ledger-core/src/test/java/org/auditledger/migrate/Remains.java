package org.auditledger.migrate;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * What somebody who comes now finds of an upgrade, whoever is in the middle of what: everything
 * that was committed, but for what differs each time, such as times and identifiers. Two databases
 * that hold the same are gone on with in the same way.
 *
 * <p>It waits for nobody's lock: nothing here is printed by functions that open the table.
 */
record Remains(List<String> lines) {

  private static final String CATALOGS =
      """
      with home as (
        select oid from pg_namespace where nspname in ('public', 'audit_ledger')
      ),
      relation as (select c.* from pg_class c join home h on h.oid = c.relnamespace)
      select concat_ws(' ', 'relation', relname, relkind, relispartition, relowner, relacl::text)
        from relation
      union all
      select concat_ws(' ', 'index', relname, indisvalid, indisready, indislive, indisunique, indkey)
        from relation r join pg_index i on i.indexrelid = r.oid
      union all
      select concat_ws(' ', 'column', relname, attnum, attname, attisdropped, attnotnull,
               format_type(atttypid, atttypmod), atthasdef, atthasmissing)
        from relation r join pg_attribute a on a.attrelid = r.oid
      union all
      select concat_ws(' ', 'constraint', relname, conname, contype, convalidated, conkey::text)
        from relation r join pg_constraint c on c.conrelid = r.oid
      union all
      select concat_ws(' ', 'trigger', relname, tgname, tgenabled, tgtype)
        from relation r join pg_trigger t on t.tgrelid = r.oid where not t.tgisinternal
      union all
      select concat_ws(' ', 'function', proname, proconfig::text, prosecdef, proacl::text, md5(prosrc))
        from pg_proc f join home h on h.oid = f.pronamespace
      order by 1
      """;

  private static final String RECORDS =
      """
      select concat_ws(' ', 'statement', position, split_part(split_part(note, '"kind":"', 2), '"', 1))
        from audit_ledger.journal
      union all
      select concat_ws(' ', 'document', digest) from audit_ledger.documents
      union all
      select concat_ws(' ', 'partition', position, name) from audit_ledger.partitions
      union all
      select concat_ws(' ', 'retention', position, tenant_id, days) from audit_ledger.retention
      union all
      select concat_ws(' ', 'control', installed_rank, version, type, script, success)
        from audit_ledger.control_history
      union all
      select concat_ws(' ', 'ledger', installed_rank, version, type, script, success)
        from audit_ledger.ledger_history
      order by 1
      """;

  Remains {
    lines = List.copyOf(lines);
  }

  /** What there is now, for a connection in autocommit. */
  static Remains seenBy(Connection onlooker) throws SQLException {
    List<String> lines = new ArrayList<>(query(onlooker, CATALOGS));
    if (lines.stream().anyMatch(line -> line.startsWith("relation journal "))) {
      lines.addAll(query(onlooker, RECORDS));
    }
    return new Remains(lines);
  }

  private static List<String> query(Connection onlooker, String sql) throws SQLException {
    List<String> lines = new ArrayList<>();
    try (Statement statement = onlooker.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        lines.add(rows.getString(1));
      }
    }
    return lines;
  }
}
