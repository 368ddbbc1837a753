package org.auditledger.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.auditledger.entry.Digest;
import org.auditledger.ledger.LeafDifference.Entries;
import org.auditledger.verify.LeafConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Two readings of a ledger, compared by way of a file. */
class LeafSpillTest {

  private static final Path TEMPORARY = Path.of(System.getProperty("java.io.tmpdir"));

  private static void add(LeafConsumer leaves, long sequence, int content) {
    byte[] hash = new byte[Digest.LENGTH + 3];
    new Digest(content, 0, 0, content).write(hash, 3);
    leaves.leaf(sequence, hash, 3);
  }

  private static LeafDifference compare(
      SortedMap<Long, Integer> before, SortedMap<Long, Integer> after) {
    try (LeafSpill spill = LeafSpill.create(TEMPORARY)) {
      before.forEach((sequence, content) -> add(spill, sequence, content));
      LeafComparison comparison = spill.compare();
      after.forEach((sequence, content) -> add(comparison, sequence, content));
      return comparison.end();
    }
  }

  @Property(tries = 500)
  void the_difference_is_that_of_the_two_readings(
      @ForAll @Size(max = 12)
          Map<@IntRange(min = -3, max = 15) Integer, @IntRange(max = 2) Integer> one,
      @ForAll @Size(max = 12)
          Map<@IntRange(min = -3, max = 15) Integer, @IntRange(max = 2) Integer> other) {
    SortedMap<Long, Integer> before = sorted(one);
    SortedMap<Long, Integer> after = sorted(other);
    LeafDifference difference = compare(before, after);
    assertThat(difference)
        .isEqualTo(
            new LeafDifference(
                before.size(),
                after.size(),
                entries(
                    before.keySet().stream()
                        .filter(n -> after.containsKey(n) && !after.get(n).equals(before.get(n)))),
                entries(before.keySet().stream().filter(n -> !after.containsKey(n))),
                entries(after.keySet().stream().filter(n -> !before.containsKey(n)))));
    assertThat(difference.isNone()).isEqualTo(before.equals(after));
  }

  private static SortedMap<Long, Integer> sorted(Map<Integer, Integer> map) {
    SortedMap<Long, Integer> sorted = new TreeMap<>();
    map.forEach((sequence, content) -> sorted.put((long) sequence, content));
    return sorted;
  }

  private static Entries entries(Stream<Long> numbers) {
    long[] all = numbers.mapToLong(Long::longValue).toArray();
    return new Entries(
        all.length, all.length == 0 ? OptionalLong.empty() : OptionalLong.of(all[0]));
  }

  @Test
  void many_leaves_go_through_the_file() {
    SortedMap<Long, Integer> before = new TreeMap<>();
    for (int i = 1; i <= 10_000; i++) {
      before.put((long) i, i);
    }
    assertThat(compare(before, before).isNone()).isTrue();
    SortedMap<Long, Integer> after = new TreeMap<>(before);
    after.remove(5000L);
    after.put(9999L, 1);
    after.put(10_001L, 1);
    LeafDifference difference = compare(before, after);
    assertThat(difference.missing()).isEqualTo(new Entries(1, OptionalLong.of(5000)));
    assertThat(difference.changed()).isEqualTo(new Entries(1, OptionalLong.of(9999)));
    assertThat(difference.added()).isEqualTo(new Entries(1, OptionalLong.of(10_001)));
  }

  @Test
  void readings_that_are_not_sorted_are_the_same_only_if_they_are() {
    try (LeafSpill spill = LeafSpill.create(TEMPORARY)) {
      add(spill, 2, 2);
      add(spill, 1, 1);
      LeafComparison same = spill.compare();
      add(same, 2, 2);
      add(same, 1, 1);
      assertThat(same.end().isNone()).isTrue();
      LeafComparison sorted = spill.compare();
      add(sorted, 1, 1);
      add(sorted, 2, 2);
      assertThat(sorted.end().isNone()).isFalse();
    }
  }

  @Test
  void nothing_is_left_behind(@TempDir Path directory) throws IOException {
    try (LeafSpill spill = LeafSpill.create(directory)) {
      add(spill, 1, 1);
      spill.compare().end();
    }
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void not_even_while_it_is_open(@TempDir Path directory) throws IOException {
    try (LeafSpill spill = LeafSpill.create(directory);
        Stream<Path> files = Files.list(directory)) {
      add(spill, 1, 1);
      assertThat(files).isEmpty();
    }
  }

  @Test
  void a_directory_that_is_none_is_named() {
    Path nowhere = Path.of("/nonexistent/directory");
    assertThatThrownBy(() -> LeafSpill.create(nowhere))
        .isInstanceOf(LeafSpillException.class)
        .hasMessageContaining("/nonexistent/directory");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void a_full_disk_says_what_to_do() throws IOException {
    FileChannel full = FileChannel.open(Path.of("/dev/full"), StandardOpenOption.WRITE);
    try (LeafSpill spill = new LeafSpill(Path.of("/somewhere"), full)) {
      assertThatThrownBy(
              () -> {
                for (int i = 1; i <= 10_000; i++) {
                  add(spill, i, i);
                }
              })
          .isInstanceOf(LeafSpillException.class)
          .hasMessageContaining("/somewhere")
          .hasMessageContaining("No space left")
          .hasMessageContaining("make room there (40 bytes for each entry");
    }
  }
}
