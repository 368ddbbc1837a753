package org.auditledger.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.auditledger.chain.Rows.Row;
import org.auditledger.entry.Digest;

class SegmentPropertiesTest {

  @Property(tries = 1000)
  void however_rows_are_cut_and_combined_it_is_what_one_pass_gives(
      @ForAll("anyRows") List<Row> rows, @ForAll long seed) {
    Random random = new Random(seed);
    Segment onePass = Rows.segment(rows);

    Segment combined = inAnyOrder(cut(rows, random), random);

    assertThat(combined).isEqualTo(onePass);
    Segment head = Segment.after(new Head(1, Rows.hash(1)));
    assertThat(head.combine(combined)).isEqualTo(head.combine(onePass));
  }

  @Property(tries = 500)
  void a_chain_with_anything_changed_in_it_is_cut_and_combined_likewise(
      @ForAll("tamperedChain") List<Row> rows, @ForAll long seed) {
    Random random = new Random(seed);
    assertThat(inAnyOrder(cut(rows, random), random)).isEqualTo(Rows.segment(rows));
  }

  @Property(tries = 200)
  void nothing_combined_with_a_segment_is_that_segment(@ForAll("anyRows") List<Row> rows) {
    Segment segment = Rows.segment(rows);
    assertThat(Segment.EMPTY.combine(segment)).isEqualTo(segment);
    assertThat(segment.combine(Segment.EMPTY)).isEqualTo(segment);
  }

  private static List<Segment> cut(List<Row> rows, Random random) {
    List<Segment> segments = new ArrayList<>();
    int at = 0;
    while (at < rows.size()) {
      int end = at + random.nextInt(rows.size() - at + 1);
      segments.add(Rows.segment(rows.subList(at, end)));
      at = end;
    }
    segments.add(Segment.EMPTY);
    return segments;
  }

  private static Segment inAnyOrder(List<Segment> segments, Random random) {
    while (segments.size() > 1) {
      int at = random.nextInt(segments.size() - 1);
      segments.set(at, segments.get(at).combine(segments.remove(at + 1)));
    }
    return segments.get(0);
  }

  @Provide
  Arbitrary<List<Row>> anyRows() {
    Arbitrary<Long> sequences = Arbitraries.longs().between(0, 4).injectNull(0.1);
    Arbitrary<String> hashes =
        Arbitraries.frequencyOf(
                Tuple.of(8, Arbitraries.longs().between(1, 2).map(n -> Rows.hash(n).hex())),
                Tuple.of(1, Arbitraries.just("no hash")))
            .injectNull(0.1);
    Arbitrary<Digest> computed = Arbitraries.longs().between(1, 2).map(Rows::hash).injectNull(0.1);
    Arbitrary<Long> times = Arbitraries.longs().between(0, 3).injectNull(0.1);
    return Combinators.combine(sequences, hashes, hashes, computed, times)
        .as(Row::new)
        .list()
        .ofMaxSize(12);
  }

  @Provide
  Arbitrary<List<Row>> tamperedChain() {
    return Combinators.combine(
            Arbitraries.integers().between(1, 20), anyRows(), Arbitraries.randomValue(r -> r))
        .as(
            (length, foreign, random) -> {
              List<Row> rows = new ArrayList<>(Rows.intact(length));
              for (Row row : foreign.subList(0, Math.min(3, foreign.size()))) {
                switch (random.nextInt(3)) {
                  case 0 -> rows.add(random.nextInt(rows.size() + 1), row);
                  case 1 -> rows.set(random.nextInt(rows.size()), row);
                  default -> rows.add(0, rows.remove(random.nextInt(rows.size())));
                }
              }
              return rows;
            });
  }
}
