package org.auditledger.canonical;

import static org.auditledger.row.ColumnType.BIGINT;
import static org.auditledger.row.ColumnType.CHARACTER;
import static org.auditledger.row.ColumnType.TEXT;
import static org.auditledger.row.ColumnType.TIMESTAMPTZ;

import java.util.Arrays;
import java.util.List;
import org.auditledger.canonical.FormOutcome.Reason;
import org.auditledger.row.ColumnType;
import org.auditledger.row.RowLayout;
import org.auditledger.row.RowView;
import org.jspecify.annotations.Nullable;

/**
 * The bytes whose SHA-256 is an entry's hash, and so a link of the chain: eleven columns as one
 * JSON object without white space, its members in a fixed order. PostgreSQL can write the same form
 * with {@code to_json}, which makes it checkable without this code.
 */
public final class LegacyForm {

  /** The members in their order: a key of its own where it is not the column's name. */
  private enum Field {
    KG_VERSION("knowledge_graph_version", TEXT, true),
    PREVIOUS_HASH("previous_hash", CHARACTER, false),
    REASONING("reasoning", TEXT, true),
    RULE_ID("rule_id", TEXT, true),
    SEQUENCE_NUMBER("sequence_number", BIGINT, false),
    SKI_MODEL_VERSION("ski_model_version", TEXT, false),
    TELEMETRY_HASH("telemetry_hash", CHARACTER, false),
    TELEMETRY_ID("telemetry_id", TEXT, false),
    TIMESTAMP("timestamp", TIMESTAMPTZ, false),
    TRACK("track", TEXT, true),
    VERDICT("verdict", TEXT, false);

    private final String column;
    private final ColumnType type;
    private final boolean mayBeNull;

    Field(String column, ColumnType type, boolean mayBeNull) {
      this.column = column;
      this.type = type;
      this.mayBeNull = mayBeNull;
    }

    private Member in(RowLayout layout) {
      // The first member is also the only one whose key is not the name of its column.
      boolean first = this == KG_VERSION;
      String key = first ? "kg_version" : column;
      return new Member(layout, layout.require(column, type), first ? "{" : ",", key);
    }
  }

  /** What a layout must have for its rows to have this form. */
  public static final List<String> COLUMNS =
      Arrays.stream(Field.values()).map(field -> field.column).toList();

  private static final byte[] EMPTY = new byte[0];

  private final Field[] fields = Field.values();
  private final Member[] members;
  private final RowLayout layout;
  private final JsonbText jsonb = new JsonbText();

  /** The form of rows of this layout, which must have {@link #COLUMNS} with their types. */
  public LegacyForm(RowLayout layout) {
    this.layout = layout;
    members = Arrays.stream(fields).map(field -> field.in(layout)).toArray(Member[]::new);
  }

  /** Whether an entry may lack a value in this one of the columns. */
  static boolean mayBeNull(String column) {
    return Arrays.stream(Field.values())
        .anyMatch(field -> field.column.equals(column) && field.mayBeNull);
  }

  /** Appends the row's form to {@code out}; its digest then is the entry's hash. */
  public FormOutcome write(RowView row, CanonicalBytes out) {
    return write(row, null, EMPTY, out);
  }

  /**
   * The same of a row whose row form was just written, all of it: what both forms say alike is
   * copied, and not looked at again.
   *
   * @param written what that form alone was written to
   */
  public FormOutcome write(RowView row, RowForm form, CanonicalBytes written, CanonicalBytes out) {
    return write(row, form, written.buffer(), out);
  }

  private FormOutcome write(
      RowView row, @Nullable RowForm form, byte[] written, CanonicalBytes out) {
    Member.requireSame(layout, row);
    int start = out.size();
    for (int i = 0; i < members.length; i++) {
      Member member = members[i];
      if (form != null && member.isAlikeInBothForms() && !member.isNull(row)) {
        member.writeAs(form, written, out);
        continue;
      }
      Reason reason = write(fields[i], member, row, out);
      if (reason != null) {
        out.truncate(start);
        return member.unwritable(reason);
      }
    }
    out.raw('}');
    return FormOutcome.WRITTEN;
  }

  private @Nullable Reason write(Field field, Member member, RowView row, CanonicalBytes out) {
    if (!member.isNull(row)) {
      return member.write(row, out, jsonb, true);
    }
    if (!field.mayBeNull) {
      return Reason.NULL;
    }
    member.writeNull(out);
    return null;
  }
}
