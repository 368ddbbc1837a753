package org.auditledger.cli;

import java.util.function.Consumer;
import org.auditledger.audit.Onlooker;
import org.auditledger.figures.Figures;
import org.auditledger.figures.FiguresCount;
import org.auditledger.figures.Period;
import org.auditledger.journal.JournalEntry;
import org.auditledger.row.RowLayout;
import org.auditledger.row.RowView;

/** What a report tells of a ledger beside its verdicts, seen while these were reached. */
final class SeenLedger implements Onlooker {

  private final FiguresCount figures;
  private final JournalTimeline timeline;

  SeenLedger(Period period) {
    this.figures = new FiguresCount(period);
    this.timeline = new JournalTimeline(period);
  }

  @Override
  public void statement(JournalEntry statement) {
    timeline.accept(statement);
  }

  @Override
  public Consumer<RowView> entries(RowLayout layout) {
    return figures.reader(layout);
  }

  @Override
  public void entriesAgain() {
    figures.startAgain();
  }

  Figures figures() {
    return figures.figures();
  }

  JournalTimeline timeline() {
    return timeline;
  }
}
