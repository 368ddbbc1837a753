package org.auditledger.canonical;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.auditledger.canonical.FormOutcome.Reason;
import org.auditledger.row.RowLayout;
import org.auditledger.row.RowView;

/**
 * The whole row as bytes, which are a leaf of the seal: one JSON object with the form's name and
 * every column that is not null, sorted by name. A column that is null in a row is absent from its
 * form, so that a migration that adds nullable columns changes the form of no earlier row.
 */
public final class RowForm {

  private static final String NAME = "_form";
  private static final String SCHEMA_VERSION = "schema_version";

  private final byte[] head;
  private final Member[] members;
  private final RowLayout layout;
  private final JsonbText jsonb = new JsonbText();

  /** Where in the form that was written last each column's value is. */
  private final int[] starts;

  private final int[] ends;

  private RowForm(String name, RowLayout layout, int[] columns) {
    this.layout = layout;
    head = new CanonicalBytes().raw('{').string(NAME).raw(':').string(name).toBytes();
    members =
        Arrays.stream(columns)
            .mapToObj(column -> new Member(layout, column, ",", key(layout, column)))
            .toArray(Member[]::new);
    starts = new int[layout.size()];
    ends = new int[layout.size()];
  }

  /**
   * {@code audit-ledger/row/1}, the form of ledger entries. It leaves {@code schema_version} out,
   * which a column default supplies for rows that were there before the column.
   */
  public static RowForm ofEntries(RowLayout layout) {
    int[] columns = sorted(layout).filter(i -> !key(layout, i).equals(SCHEMA_VERSION)).toArray();
    return new RowForm("audit-ledger/row/1", layout, columns);
  }

  /** {@code audit-ledger/buffer/1}, the form of buffered telemetry: every column. */
  public static RowForm ofBuffer(RowLayout layout) {
    return new RowForm("audit-ledger/buffer/1", layout, sorted(layout).toArray());
  }

  /** Appends the row's form to {@code out}. */
  public FormOutcome write(RowView row, CanonicalBytes out) {
    Member.requireSame(layout, row);
    int start = out.size();
    out.raw(head);
    for (Member member : members) {
      if (!member.isNull(row)) {
        starts[member.column()] = out.size() + member.leadLength();
        Reason reason = member.write(row, out, jsonb, false);
        if (reason != null) {
          out.truncate(start);
          return member.unwritable(reason);
        }
        ends[member.column()] = out.size();
      }
    }
    out.raw('}');
    return FormOutcome.WRITTEN;
  }

  /** Where the value of a column begins in what was written last. */
  int start(int column) {
    return starts[column];
  }

  /** Where it ends. */
  int end(int column) {
    return ends[column];
  }

  private static IntStream sorted(RowLayout layout) {
    Comparator<String> byCodePoint =
        Comparator.comparing(
            name -> name.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);
    for (int i = 0; i < layout.size(); i++) {
      // The name is both the first member and in its place among the others.
      if (byCodePoint.compare(key(layout, i), NAME) <= 0) {
        throw new IllegalArgumentException(
            "column \"" + key(layout, i) + "\" would come before \"" + NAME + "\" in its row form");
      }
    }
    return IntStream.range(0, layout.size())
        .boxed()
        .sorted(Comparator.comparing(i -> key(layout, i), byCodePoint))
        .mapToInt(Integer::intValue);
  }

  private static String key(RowLayout layout, int column) {
    return layout.columns().get(column).name();
  }
}
