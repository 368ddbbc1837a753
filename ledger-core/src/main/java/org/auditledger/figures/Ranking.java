package org.auditledger.figures;

import java.util.List;
import java.util.Optional;

/**
 * What is most frequent.
 *
 * @param first the most frequent ones, most frequent first
 * @param restLabels how many others there are
 * @param rest how often they are there, all together
 * @param untold how often there was one that could not be told from others any more, as there were
 *     too many
 */
public record Ranking(List<Line> first, long restLabels, long rest, long untold) {

  /**
   * One of them.
   *
   * @param label nothing for those that have none
   */
  public record Line(Optional<Label> label, long count) {}

  public Ranking {
    first = List.copyOf(first);
  }

  /** All of them together. */
  public long total() {
    return first.stream().mapToLong(Line::count).sum() + rest + untold;
  }
}
