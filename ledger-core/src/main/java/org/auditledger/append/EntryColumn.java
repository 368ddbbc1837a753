package org.auditledger.append;

import java.util.Locale;
import org.auditledger.row.Column;
import org.auditledger.row.ColumnType;

/** The columns that a writer fills, in the order in which it sends them, and since when. */
enum EntryColumn {
  ID(ColumnType.BIGINT, Era.FIRST),
  SEQUENCE_NUMBER(ColumnType.BIGINT, Era.FIRST),
  PREVIOUS_HASH(ColumnType.CHARACTER, Era.FIRST),
  ENTRY_HASH(ColumnType.CHARACTER, Era.FIRST),
  TIMESTAMP(ColumnType.TIMESTAMPTZ, Era.FIRST),
  VERDICT(ColumnType.TEXT, Era.FIRST),
  TELEMETRY_ID(ColumnType.TEXT, Era.FIRST),
  TELEMETRY_HASH(ColumnType.CHARACTER, Era.FIRST),
  RULE_ID(ColumnType.TEXT, Era.FIRST),
  KNOWLEDGE_GRAPH_VERSION(ColumnType.TEXT, Era.FIRST),
  SKI_MODEL_VERSION(ColumnType.TEXT, Era.FIRST),
  REASONING(ColumnType.TEXT, Era.FIRST),
  TRACK(ColumnType.TEXT, Era.FIRST),
  ESCALATION_STATUS(ColumnType.TEXT, Era.FIRST),
  ESCALATION_NOTES(ColumnType.TEXT, Era.FIRST),
  CREATED_AT(ColumnType.TIMESTAMPTZ, Era.FIRST),
  SCHEMA_VERSION(ColumnType.TEXT, Era.VERSIONED),
  ENVELOPE_JSON(ColumnType.JSONB, Era.EVALUATIONS),
  ENVELOPE_HASH(ColumnType.CHARACTER, Era.EVALUATIONS),
  TRANSCRIPT_JSON(ColumnType.JSONB, Era.EVALUATIONS),
  TRANSCRIPT_SIGNATURE(ColumnType.TEXT, Era.EVALUATIONS),
  SIGNING_KEY_ID(ColumnType.CHARACTER, Era.EVALUATIONS),
  VERIFIER_STATUS(ColumnType.TEXT, Era.EVALUATIONS);

  /** What a table has all columns of, or counts as having none. */
  enum Era {
    FIRST,
    VERSIONED,
    EVALUATIONS
  }

  private final ColumnType type;
  private final Era era;

  EntryColumn(ColumnType type, Era era) {
    this.type = type;
    this.era = era;
  }

  Era era() {
    return era;
  }

  /** What it is called in SQL, and wherever else people meet it. */
  String sqlName() {
    return name().toLowerCase(Locale.ROOT);
  }

  Column column() {
    return new Column(sqlName(), type);
  }
}
