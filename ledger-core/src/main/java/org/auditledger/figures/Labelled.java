package org.auditledger.figures;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Counts by label; only so many labels are told apart, and the rest is one number. */
final class Labelled {

  private final int most;
  private final Map<Label, Long> counts = new HashMap<>();
  private long unlabelled;
  private long others;

  Labelled(int most) {
    this.most = most;
  }

  void add(Label label, long more) {
    Long before = counts.get(label);
    if (before != null || counts.size() < most) {
      counts.put(label, more + (before == null ? 0 : before));
    } else {
      others += more;
    }
  }

  /** Counts what has no label. */
  void addUnlabelled(long more) {
    unlabelled += more;
  }

  void add(Labelled more) {
    more.counts.forEach(this::add);
    unlabelled += more.unlabelled;
    others += more.others;
  }

  /** The most frequent ones; the rest is summed. */
  Ranking ranking(int shown) {
    List<Ranking.Line> lines = new ArrayList<>();
    counts.forEach((label, count) -> lines.add(new Ranking.Line(Optional.of(label), count)));
    if (unlabelled > 0) {
      lines.add(new Ranking.Line(Optional.empty(), unlabelled));
    }
    lines.sort(
        Comparator.comparingLong(Ranking.Line::count)
            .reversed()
            .thenComparing(line -> line.label().isEmpty())
            .thenComparing(line -> line.label().map(Label::text).orElse(""))
            .thenComparing(line -> line.label().orElse(new Label("", 0, Optional.empty()))));
    List<Ranking.Line> first = lines.subList(0, Math.min(shown, lines.size()));
    List<Ranking.Line> rest = lines.subList(first.size(), lines.size());
    return new Ranking(
        first, rest.size(), rest.stream().mapToLong(Ranking.Line::count).sum(), others);
  }
}
