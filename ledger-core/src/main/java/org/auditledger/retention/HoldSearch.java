package org.auditledger.retention;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.auditledger.journal.HoldPlaced;
import org.auditledger.row.RowView;
import org.jspecify.annotations.Nullable;

/** Looks, while records go by, which holds are of the tenant and the subject of one of them. */
final class HoldSearch {

  private static final class Sought {
    private final HoldPlaced hold;
    private final byte @Nullable [] tenant;
    private final byte @Nullable [] subject;

    Sought(HoldPlaced hold) {
      this.hold = hold;
      this.tenant = bytes(hold.tenant());
      this.subject = bytes(hold.subject());
    }

    private static byte @Nullable [] bytes(Optional<String> text) {
      return text.map(value -> value.getBytes(StandardCharsets.UTF_8)).orElse(null);
    }

    boolean isOfEverything() {
      return tenant == null && subject == null;
    }

    boolean isOf(RowView row, BufferColumns columns) {
      return is(tenant, row, columns.tenant()) && is(subject, row, columns.subject());
    }

    private static boolean is(byte @Nullable [] value, RowView row, int column) {
      int start = row.start(column);
      return value == null
          || (!row.isNull(column)
              && Arrays.equals(
                  value, 0, value.length, row.buffer(), start, start + row.length(column)));
    }
  }

  private final BufferColumns columns;
  private final List<Sought> sought = new ArrayList<>();
  private final List<HoldPlaced> found = new ArrayList<>();

  HoldSearch(List<HoldPlaced> holds, BufferColumns columns) {
    this.columns = columns;
    for (HoldPlaced hold : holds) {
      Sought next = new Sought(hold);
      if (next.isOfEverything()) {
        found.add(hold);
      } else {
        sought.add(next);
      }
    }
  }

  void accept(RowView row) {
    for (Iterator<Sought> left = sought.iterator(); left.hasNext(); ) {
      Sought next = left.next();
      if (next.isOf(row, columns)) {
        found.add(next.hold);
        left.remove();
      }
    }
  }

  List<HoldPlaced> found() {
    return found;
  }
}
