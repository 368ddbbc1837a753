package org.auditledger.schema;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What belongs to a ledger, by name. A schema may hold other people's objects: they do not matter,
 * and all that is attached to these does.
 *
 * @param schema the schema that names are relative to
 * @param relations tables and views; their sequences come with them
 * @param functions functions, with whatever arguments: an overloaded one is a difference too
 * @param wanderingColumns columns as {@code table.column} that stand in another place in ledgers of
 *     another past, so that their place says nothing
 * @param partitionGuards the triggers that every partition has of its own, always enabled: name and
 *     definition as PostgreSQL prints it, with {@code %s} for the partition
 */
public record LedgerObjects(
    String schema,
    SortedSet<String> relations,
    SortedSet<String> functions,
    SortedSet<String> wanderingColumns,
    SortedMap<String, String> partitionGuards) {

  /** The ledger set, where the ancestor keeps it. */
  public static final LedgerObjects LEDGER =
      new LedgerObjects(
          "public",
          sorted(
              "ledger_entries",
              "coverage_register",
              "ledger_summary",
              "ledger_chain_linkage",
              "tenants",
              "telemetry_buffer",
              "buffer_summary"),
          sorted(
              "ledger_block_update_delete",
              "ledger_guard_chain",
              "ledger_verify",
              "buffer_partition_evidence",
              "drop_buffer_partitions_older_than"),
          // The ancestor's scripts came in any order: each way leaves these two in another place.
          sorted("ledger_entries.created_at", "ledger_entries.schema_version"),
          new TreeMap<>(
              Map.of(
                  "partition_block_update", guard("update", "UPDATE", "ROW"),
                  "partition_block_delete", guard("delete", "DELETE", "ROW"),
                  "partition_block_truncate", guard("truncate", "TRUNCATE", "STATEMENT"))));

  /** The control set. */
  public static final LedgerObjects CONTROL =
      new LedgerObjects(
          "audit_ledger",
          sorted(
              "journal",
              "checkpoints",
              "tiles",
              "documents",
              "partitions",
              "retention",
              "holds",
              "hold_releases",
              "partition_drops",
              "control_history",
              "ledger_history"),
          sorted("refuse_change"),
          sorted(),
          new TreeMap<>());

  public LedgerObjects {
    relations = Collections.unmodifiableSortedSet(new TreeSet<>(relations));
    functions = Collections.unmodifiableSortedSet(new TreeSet<>(functions));
    wanderingColumns = Collections.unmodifiableSortedSet(new TreeSet<>(wanderingColumns));
    partitionGuards = Collections.unmodifiableSortedMap(new TreeMap<>(partitionGuards));
    if (schema.isEmpty()) {
      throw new IllegalArgumentException("the ledger's objects are in a schema, not in \"\"");
    }
  }

  /** The same objects in another schema. */
  public LedgerObjects in(String otherSchema) {
    return new LedgerObjects(otherSchema, relations, functions, wanderingColumns, partitionGuards);
  }

  private static SortedSet<String> sorted(String... names) {
    return new TreeSet<>(Set.of(names));
  }

  private static String guard(String name, String event, String level) {
    return ("CREATE TRIGGER partition_block_" + name + " BEFORE " + event + " ON %s FOR EACH ")
        + (level + " EXECUTE FUNCTION ledger_block_update_delete()");
  }
}
