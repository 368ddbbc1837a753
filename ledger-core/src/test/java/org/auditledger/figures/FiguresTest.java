package org.auditledger.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.auditledger.entry.Digest;
import org.auditledger.row.Column;
import org.auditledger.row.ColumnType;
import org.auditledger.row.RowLayout;
import org.auditledger.row.RowView;
import org.auditledger.row.RowWriter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What entries come to in numbers: all of them, once each, and in memory that has a bound. */
class FiguresTest {

  private static final RowLayout LAYOUT =
      new RowLayout(
          List.of(
              new Column("timestamp", ColumnType.TIMESTAMPTZ),
              new Column("verdict", ColumnType.TEXT),
              new Column("rule_id", ColumnType.TEXT),
              new Column("schema_version", ColumnType.TEXT),
              new Column("transcript_signature", ColumnType.TEXT)));

  private static final Instant DAY = Instant.parse("2026-03-05T00:00:00Z");

  private final RowWriter row = new RowWriter(LAYOUT);

  private Consumer<RowView> reader(FiguresCount count) {
    return count.reader(LAYOUT);
  }

  private void add(Consumer<RowView> to, Instant time, @Nullable String verdict) {
    add(to, Period.micros(time), verdict, null, null, null);
  }

  private void add(
      Consumer<RowView> to,
      @Nullable Long micros,
      @Nullable String verdict,
      @Nullable String rule,
      @Nullable String era,
      @Nullable String signature) {
    row.clear();
    row.beginRow();
    RowWriter unused = micros == null ? row.nullValue() : row.longValue(micros);
    for (String text : new String[] {verdict, rule, era, signature}) {
      unused = text == null ? row.nullValue() : row.text(text);
    }
    RowView view = new RowView(LAYOUT);
    int end = view.moveTo(row.buffer(), 0, row.size());
    assertThat(end).isEqualTo(row.size());
    to.accept(view);
  }

  private static long micros(String time) {
    return Period.micros(Instant.parse(time));
  }

  @Test
  void nothing_comes_to_nothing() {
    Figures none = new FiguresCount(Period.ALL).figures();
    assertThat(none.entries()).isZero();
    assertThat(none.verdicts()).isEmpty();
    assertThat(none.buckets()).isEmpty();
    assertThat(none.first()).isEmpty();
    assertThat(none.flags().total()).isZero();
  }

  @Test
  void both_ends_of_a_period_belong_to_it() {
    Instant last = Instant.parse("2026-03-06T23:59:59.999999Z");
    FiguresCount count = new FiguresCount(new Period(Optional.of(DAY), Optional.of(last)));
    Consumer<RowView> reader = reader(count);
    add(reader, DAY.minus(1, ChronoUnit.MICROS), "CLEAR");
    add(reader, DAY, "CLEAR");
    add(reader, last, "FLAG");
    add(reader, last.plus(1, ChronoUnit.MICROS), "FLAG");
    Figures figures = count.figures();
    assertThat(figures.verdicts()).isEqualTo(Map.of("CLEAR", 1L, "FLAG", 1L));
    assertThat(figures.entries()).isEqualTo(2);
    assertThat(figures.beyond()).isEqualTo(2);
    assertThat(figures.first()).contains(DAY);
    assertThat(figures.last()).contains(last);
    assertThat(figures.step()).isEqualTo(Step.HOUR);
    assertThat(figures.buckets()).hasSize(48);
    assertThat(figures.buckets().get(47).verdicts()).isEqualTo(Map.of("FLAG", 1L));
  }

  @Test
  void a_period_that_ends_before_it_begins_is_none() {
    assertThatThrownBy(
            () -> new Period(Optional.of(DAY), Optional.of(DAY.minus(1, ChronoUnit.MICROS))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-05T10:00:00Z, HOUR, 3",
    "2026-03-07T08:00:00Z, HOUR, 49",
    "2026-03-09T08:00:00Z, DAY, 5",
    "2026-05-05T08:00:00Z, DAY, 62",
    "2026-07-05T08:00:00Z, WEEK, 18",
    "2028-03-05T08:00:00Z, MONTH, 25",
    "2056-03-05T08:00:00Z, YEAR, 31",
    "2456-03-05T08:00:00Z, CENTURY, 5",
    "9999-12-31T23:59:59Z, CENTURY, 80",
  })
  void steps_are_as_fine_as_a_page_has_room_for(Instant last, Step step, int buckets) {
    FiguresCount count = new FiguresCount(Period.ALL);
    Consumer<RowView> reader = reader(count);
    add(reader, DAY.plus(8, ChronoUnit.HOURS), "CLEAR");
    add(reader, last, "FLAG");
    Figures figures = count.figures();
    assertThat(figures.step()).isEqualTo(step);
    assertThat(figures.buckets()).hasSize(buckets);
    for (int i = 1; i < buckets; i++) {
      LocalDateTime before = figures.buckets().get(i - 1).begin();
      assertThat(figures.buckets().get(i).begin()).isEqualTo(step.next(before));
    }
    assertThat(figures.buckets().get(0).verdicts()).isEqualTo(Map.of("CLEAR", 1L));
    assertThat(figures.buckets().get(buckets - 1).verdicts()).isEqualTo(Map.of("FLAG", 1L));
  }

  @Test
  void wherever_times_lie_each_entry_is_in_one_bucket_and_few_steps_are_kept() {
    FiguresCount count = new FiguresCount(Period.ALL);
    List<Consumer<RowView>> readers = List.of(reader(count), reader(count), reader(count));
    Random random = new Random(7);
    Timeline timeline = new Timeline(1);
    for (int i = 0; i < 30_000; i++) {
      int hours = random.nextInt(i < 29_000 ? 100_000 : 60_000_000);
      Instant time = Instant.parse("0001-01-01T00:00:00Z").plus(hours, ChronoUnit.HOURS);
      add(readers.get(i % 3), time, i % 5 == 0 ? "FLAG" : "CLEAR");
      timeline.add(Period.micros(time), 0);
    }
    assertThat(timeline.kept()).isLessThanOrEqualTo(Timeline.MOST);
    Figures figures = count.figures();
    assertThat(figures.buckets()).hasSizeLessThanOrEqualTo(100);
    assertThat(figures.buckets().stream().mapToLong(Figures.Bucket::entries).sum())
        .isEqualTo(30_000);
    assertThat(figures.verdicts()).isEqualTo(Map.of("CLEAR", 24_000L, "FLAG", 6_000L));
  }

  @Test
  void what_several_readers_count_is_what_one_counts() {
    FiguresCount one = new FiguresCount(Period.ALL);
    FiguresCount several = new FiguresCount(Period.ALL);
    Consumer<RowView> alone = reader(one);
    List<Consumer<RowView>> together = List.of(reader(several), reader(several));
    Random random = new Random(8);
    String[] verdicts = {"CLEAR", "FLAG", "NULL_STALE", "odd", null};
    for (int i = 0; i < 5_000; i++) {
      Long time = micros("2026-01-01T00:00:00Z") + random.nextInt(4_000) * 3_600_000_000L;
      String verdict = verdicts[random.nextInt(verdicts.length)];
      String rule = random.nextBoolean() ? "rule " + random.nextInt(40) : null;
      String era = random.nextBoolean() ? "0.2.0" : null;
      add(alone, time, verdict, rule, era, rule);
      add(together.get(random.nextInt(2)), time, verdict, rule, era, rule);
    }
    assertThat(several.figures()).isEqualTo(one.figures());
    assertThat(one.figures().verdicts()).containsKey(Figures.OTHERS);
    assertThat(one.figures().signed()).isBetween(2_000L, 3_000L);
    assertThat(one.figures().eras().total()).isEqualTo(5_000);
  }

  @Test
  void more_rules_than_anybody_has_are_counted_and_not_told_apart() {
    FiguresCount count = new FiguresCount(Period.ALL);
    Consumer<RowView> reader = reader(count);
    long time = micros("2026-01-01T00:00:00Z");
    for (int i = 0; i < Sums.MOST_RULES + 100; i++) {
      add(reader, time, "FLAG", "rule " + i, null, null);
    }
    add(reader, time, "FLAG", "rule 5", null, null);
    add(reader, time, "FLAG", null, null, null);
    add(reader, time, "CLEAR", "rule 5", null, null);
    Ranking flags = count.figures().flags();
    assertThat(flags.first()).hasSize(Sums.SHOWN);
    assertThat(flags.first().get(0).label().orElseThrow().text()).isEqualTo("rule 5");
    assertThat(flags.first().get(0).count()).isEqualTo(2);
    assertThat(flags.untold()).isEqualTo(100);
    assertThat(flags.restLabels()).isEqualTo(Sums.MOST_RULES + 1 - Sums.SHOWN);
    assertThat(flags.total()).isEqualTo(Sums.MOST_RULES + 102);
  }

  @Test
  void a_long_rule_is_known_by_its_beginning_and_its_digest() {
    FiguresCount count = new FiguresCount(Period.ALL);
    Consumer<RowView> reader = reader(count);
    String whole = "é".repeat(Label.MOST / 2);
    String megabytes = "x" + "é".repeat(2_500_000);
    long time = micros("2026-01-01T00:00:00Z");
    add(reader, time, "FLAG", whole, null, null);
    add(reader, time, "FLAG", megabytes, null, null);
    add(reader, time, "FLAG", megabytes, null, null);
    add(reader, time, "FLAG", megabytes + "y", null, null);
    List<Ranking.Line> lines = count.figures().flags().first();
    assertThat(lines).hasSize(3);
    Label label = lines.get(0).label().orElseThrow();
    assertThat(lines.get(0).count()).isEqualTo(2);
    // 120 bytes would end within a character.
    assertThat(label.text()).isEqualTo("x" + "é".repeat(59));
    assertThat(label.bytes()).isEqualTo(5_000_001);
    assertThat(label.digest()).contains(Digest.sha256(megabytes.getBytes(StandardCharsets.UTF_8)));
    assertThat(lines).anyMatch(line -> line.label().orElseThrow().text().equals(whole));
  }

  @Test
  void what_has_no_date_is_in_no_period_but_the_whole() {
    for (Period period : List.of(Period.ALL, new Period(Optional.of(DAY), Optional.empty()))) {
      FiguresCount count = new FiguresCount(period);
      Consumer<RowView> reader = reader(count);
      add(reader, Long.MAX_VALUE, "CLEAR", null, null, null);
      add(reader, Long.MIN_VALUE, "CLEAR", null, null, null);
      add(reader, null, "CLEAR", null, null, null);
      add(reader, micros("0001-01-01T00:00:00Z") - 1, "CLEAR", null, null, null);
      add(reader, micros("9999-12-31T23:59:59.999999Z") + 1, "CLEAR", null, null, null);
      assertThat(count.figures().undated()).isEqualTo(5);
      assertThat(count.figures().entries()).isEqualTo(period.equals(Period.ALL) ? 5 : 0);
      assertThat(count.figures().buckets()).isEmpty();
    }
  }

  @Test
  void what_is_read_again_is_counted_once() {
    FiguresCount count = new FiguresCount(Period.ALL);
    add(reader(count), DAY, "CLEAR");
    count.startAgain();
    add(reader(count), DAY, "CLEAR");
    assertThat(count.figures().entries()).isEqualTo(1);
  }

  @Test
  void a_week_begins_on_monday_and_a_century_with_its_first_hundred() {
    LocalDateTime time = LocalDateTime.ofInstant(DAY, ZoneOffset.UTC).plusHours(5);
    assertThat(Step.WEEK.floor(time)).isEqualTo("2026-03-02T00:00:00");
    assertThat(Step.CENTURY.floor(time)).isEqualTo("2000-01-01T00:00:00");
    assertThat(Step.YEAR.next(Step.YEAR.floor(time))).isEqualTo("2027-01-01T00:00:00");
  }
}
