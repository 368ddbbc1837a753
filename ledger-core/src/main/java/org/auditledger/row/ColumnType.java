package org.auditledger.row;

import java.util.Optional;

/** The column types a ledger may have. A column of any other type needs a new row form. */
public enum ColumnType {
  /** Eight bytes, big-endian. */
  BIGINT(20, "bigint"),
  /** The UTF-8 bytes of the text. */
  TEXT(25, "text"),
  /** As text, but padded with spaces to the declared length; the padding is not content. */
  CHARACTER(1042, "character"),
  /** Microseconds since 2000-01-01 UTC in eight bytes; the two extremes are the infinities. */
  TIMESTAMPTZ(1184, "timestamp with time zone"),
  /** A version byte 1, then the text as {@code jsonb_out} prints it. */
  JSONB(3802, "jsonb");

  private final int oid;
  private final String sqlName;

  ColumnType(int oid, String sqlName) {
    this.oid = oid;
    this.sqlName = sqlName;
  }

  /** The type that PostgreSQL's catalog knows under this OID, if a ledger may have it. */
  public static Optional<ColumnType> ofOid(int oid) {
    for (ColumnType type : values()) {
      if (type.oid == oid) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  /** The type's OID, which is the same on every server. */
  public int oid() {
    return oid;
  }

  /** The type's name as SQL writes it, without a length. */
  public String sqlName() {
    return sqlName;
  }
}
