package org.auditledger.migrate;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.auditledger.testing.TestDatabase;

/**
 * Everything that an upgrade has left in a database, but for what differs each time: times,
 * identifiers, signatures. Two databases that hold the same are gone on with in the same way.
 */
record Remains(List<String> lines) {

  private static final String CATALOGS =
      """
      with home as (
        select oid, nspname from pg_namespace where nspname in ('public', 'audit_ledger')
      ),
      relation as (
        select c.*, nspname || '.' || c.relname as name from pg_class c join home h on h.oid = c.relnamespace
      )
      select concat_ws(' ', 'relation', name, relkind, relreplident, relrowsecurity,
               pg_get_userbyid(relowner), relacl::text, obj_description(oid, 'pg_class'))
        from relation
      union all
      select concat_ws(' ', 'index', r.name, i.indisvalid, i.indisready, i.indislive, pg_get_indexdef(r.oid))
        from relation r join pg_index i on i.indexrelid = r.oid
      union all
      select concat_ws(' ', 'column', r.name, a.attnum, a.attname, a.attisdropped, a.attnotnull,
               format_type(a.atttypid, a.atttypmod), a.atthasmissing, pg_get_expr(d.adbin, d.adrelid))
        from relation r join pg_attribute a on a.attrelid = r.oid
        left join pg_attrdef d on d.adrelid = r.oid and d.adnum = a.attnum
      union all
      select concat_ws(' ', 'constraint', r.name, c.conname, c.convalidated, pg_get_constraintdef(c.oid))
        from relation r join pg_constraint c on c.conrelid = r.oid
      union all
      select concat_ws(' ', 'trigger', r.name, t.tgenabled, pg_get_triggerdef(t.oid))
        from relation r join pg_trigger t on t.tgrelid = r.oid where not t.tgisinternal
      union all
      select concat_ws(' ', 'view', r.name, pg_get_viewdef(r.oid)) from relation r where r.relkind = 'v'
      union all
      select concat_ws(' ', 'partition', r.name, pg_get_expr(r.relpartbound, r.oid))
        from relation r where r.relispartition
      union all
      select concat_ws(' ', 'function', f.oid::regprocedure, f.proconfig::text, f.prosecdef, f.proacl::text, f.prosrc)
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
      order by 1
      """;

  private static final String HISTORY =
      """
      select concat_ws(' ', installed_rank, version, type, script, success) from audit_ledger.%s
      order by installed_rank
      """;

  Remains {
    lines = List.copyOf(lines);
  }

  static Remains of(TestDatabase database) throws SQLException {
    List<String> lines = new ArrayList<>(database.query(CATALOGS));
    if (lines.stream().anyMatch(line -> line.startsWith("relation audit_ledger.journal "))) {
      lines.addAll(database.query(RECORDS));
      lines.addAll(database.query(HISTORY.formatted("control_history")));
      lines.addAll(database.query(HISTORY.formatted("ledger_history")));
    }
    return new Remains(lines);
  }
}
