package org.auditledger.migrations;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import org.auditledger.testing.TestDatabase;

/**
 * What a schema is made of, one line for each fact, sorted. Partitions are left out, because they
 * come and go; object identifiers and owners too.
 */
record Catalog(List<String> facts) {

  private static final String QUERY =
      """
      with relation as (
        select c.* from pg_class c
        where c.relnamespace in ('public'::regnamespace, to_regnamespace('audit_ledger'))
          and not c.relispartition and c.relkind <> 'i' and c.relkind <> 'I'
      )
      select format('%s %s', case relkind when 'v' then 'view' when 'S' then 'sequence'
        else 'table ' || relpersistence end, oid::regclass) from relation
      union all
      select format('column %s.%s%s %s null=%s default=%s identity=%s', a.attrelid::regclass, a.attname,
        case when current_setting('catalog.order') = 'on' then ' #' || (
          select count(*) from pg_attribute b
          where b.attrelid = a.attrelid and b.attnum between 1 and a.attnum and not b.attisdropped) end,
        format_type(a.atttypid, a.atttypmod), not a.attnotnull, pg_get_expr(d.adbin, d.adrelid),
        a.attidentity)
      from relation r join pg_attribute a on a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped
      left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
      where r.relkind in ('r', 'p', 'v')
      union all
      select format('constraint %s on %s %s', c.conname, c.conrelid::regclass, pg_get_constraintdef(c.oid))
      from relation r join pg_constraint c on c.conrelid = r.oid and c.contype not in ('n', 't')
      union all
      select format('index %s valid=%s', pg_get_indexdef(i.indexrelid), i.indisvalid and i.indisready)
      from relation r join pg_index i on i.indrelid = r.oid
      union all
      select format('trigger %s fires=%s', pg_get_triggerdef(t.oid), t.tgenabled)
      from relation r join pg_trigger t on t.tgrelid = r.oid and not t.tgisinternal
      union all
      select format('view %s is %s', oid::regclass, pg_get_viewdef(oid)) from relation where relkind = 'v'
      union all
      select format('function %s %s settings=%s: %s', p.oid::regprocedure,
        pg_get_function_result(p.oid) || ' ' || l.lanname || ' ' || p.provolatile || ' ' || p.prosecdef,
        p.proconfig, p.prosrc)
      from pg_proc p join pg_language l on l.oid = p.prolang
      where p.pronamespace in ('public'::regnamespace, to_regnamespace('audit_ledger'))
      union all
      select format('grant %s on %s to %s', a.privilege_type, r.oid::regclass,
        coalesce(g.rolname, 'PUBLIC'))
      from relation r
      cross join lateral aclexplode(r.relacl) a left join pg_roles g on g.oid = a.grantee
      where a.grantee <> r.relowner
      union all
      select format('grant %s on %s to %s', a.privilege_type, p.oid::regprocedure,
        coalesce(g.rolname, 'PUBLIC'))
      from pg_proc p
      cross join lateral aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
      left join pg_roles g on g.oid = a.grantee
      where p.pronamespace in ('public'::regnamespace, to_regnamespace('audit_ledger'))
        and a.grantee <> p.proowner
      """;

  /** With the place of each column in its table. */
  static Catalog ordered(TestDatabase database) throws SQLException {
    return of(database, "on");
  }

  /** Without: two histories can leave the same columns in another order. */
  static Catalog of(TestDatabase database) throws SQLException {
    return of(database, "off");
  }

  private static Catalog of(TestDatabase database, String order) throws SQLException {
    List<String> facts = new ArrayList<>();
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("set search_path = pg_catalog");
      statement.execute("set catalog.order = '" + order + "'");
      try (ResultSet rows = statement.executeQuery(QUERY)) {
        while (rows.next()) {
          facts.add(rows.getString(1));
        }
      }
    }
    Collections.sort(facts);
    return new Catalog(facts);
  }

  Catalog without(Predicate<String> omitted) {
    return new Catalog(facts.stream().filter(omitted.negate()).toList());
  }
}
