package org.auditledger.figures;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.auditledger.row.RowLayout;
import org.auditledger.row.RowView;

/** Counts entries that several threads read. */
public final class FiguresCount {

  private final Period period;
  private final List<Sums> parts = new ArrayList<>();

  public FiguresCount(Period period) {
    this.period = period;
  }

  /** Takes rows of this layout, from one thread at a time. */
  public synchronized Consumer<RowView> reader(RowLayout layout) {
    Sums part = new Sums(period);
    parts.add(part);
    return new FiguresReader(part, layout);
  }

  /** Forgets everything: it is read again from the beginning. */
  public synchronized void startAgain() {
    parts.clear();
  }

  /** What it all comes to; to be asked when nobody reads any more. */
  public synchronized Figures figures() {
    Sums all = new Sums(period);
    parts.forEach(all::add);
    return all.figures();
  }
}
