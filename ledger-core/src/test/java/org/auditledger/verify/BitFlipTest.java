package org.auditledger.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.auditledger.entry.Digest;
import org.auditledger.row.MalformedRowException;
import org.auditledger.row.RowBatch;
import org.auditledger.row.RowView;
import org.auditledger.row.RowWriter;
import org.auditledger.testing.Entries;
import org.auditledger.testing.Thorough;
import org.junit.jupiter.api.Test;

/**
 * A ledger of 200 entries of every era, as COPY sends it, with one bit of it turned: of a value, of
 * a length, of a mark that something is null. There is no such bit that may be turned unseen.
 */
class BitFlipTest {

  private static final Entries LEDGER = ledger();

  /** 85 of the first release, 85 of the second, and 30 with envelopes, most of them signed. */
  private static Entries ledger() {
    Entries every = Entries.ofEveryEra(85);
    Entries some =
        every.inOrder(
            IntStream.rangeClosed(1, every.size())
                .filter(place -> place % 3 != 0 || place <= 90)
                .boxed()
                .toList());
    for (int place = 1; place <= some.size(); place++) {
      some.set(place, "id", (long) place).set(place, "sequence_number", (long) place);
    }
    // The server pads a char(64); the ancestor's own digests fill it.
    some.set(7, "telemetry_hash", "short" + " ".repeat(59));
    return some.rehash(1);
  }

  /** One entry as it is, and what it comes to. */
  private static final class Sealed {
    private final byte[] bytes;
    private final int start;
    private final int end;
    private final RowView row = new RowView(LEDGER.layout());
    private final RowHashes hashes = new RowHashes(LEDGER.layout());
    private final byte[] leaf;
    private final String version;

    Sealed(RowWriter ledger, int start) {
      this.bytes = Arrays.copyOf(ledger.buffer(), ledger.size());
      this.start = start;
      this.end = row.moveTo(bytes, start, bytes.length);
      hashes.read(row);
      this.leaf = hashes.leaf().clone();
      this.version = version();
    }

    /** The column whose value has this byte; empty for what stands before values. */
    String column(int at) {
      row.moveTo(bytes, start, bytes.length);
      for (int i = 0; i < LEDGER.layout().size(); i++) {
        if (at >= row.start(i) && at < row.start(i) + row.length(i)) {
          return LEDGER.layout().columns().get(i).name();
        }
      }
      return "";
    }

    /** What notices that this bit is another: the framing, the chain, the seal or nothing. */
    String turn(int at, int bit) {
      bytes[at] ^= (byte) (1 << bit);
      try {
        row.moveTo(bytes, start, bytes.length);
        hashes.read(row);
        if (!hashes.hasHash() || !isStored(Digest.of(hashes.hash()))) {
          return "chain";
        }
        if (!hashes.hasLeaf() || !Arrays.equals(hashes.leaf(), leaf)) {
          return "seal";
        }
        return version().equals(version) ? "nothing" : "journal";
      } catch (MalformedRowException e) {
        return "framing";
      } finally {
        bytes[at] ^= (byte) (1 << bit);
      }
    }

    private boolean isStored(Digest hash) {
      int column = LEDGER.layout().find("entry_hash");
      return !row.isNull(column) && hash.hex().equals(row.text(column));
    }

    /** No leaf covers it; the journal says where which value belongs. */
    private String version() {
      VersionRuns runs = new VersionRuns(LEDGER.layout());
      runs.accept(row);
      return String.valueOf(runs.build().first().get(0).value());
    }
  }

  private static List<Sealed> sealed() {
    RowWriter ledger = LEDGER.write(LEDGER.layout());
    List<Sealed> sealed = new ArrayList<>();
    for (int at = 0; at < ledger.size(); at = sealed.get(sealed.size() - 1).end) {
      sealed.add(new Sealed(ledger, at));
    }
    assertThat(sealed).hasSize(200);
    return sealed;
  }

  @Test
  void no_bit_of_an_entry_of_any_era_can_be_turned_unseen() {
    List<Sealed> sealed = sealed();
    // Of each era one, one with a padded value, and the last, which nothing comes after.
    for (int place : List.of(1, 2, 6, 7, 200)) {
      turnEach(sealed.get(place - 1), 1);
    }
  }

  /** The same stride meets each bit of a byte, and other bytes of each entry. */
  @Test
  void one_bit_of_every_61_of_all_entries_is_not_turned_unseen() {
    sealed().forEach(entry -> turnEach(entry, 61));
  }

  @Test
  @Thorough
  void no_bit_of_all_entries_can_be_turned_unseen() {
    sealed().parallelStream().forEach(entry -> turnEach(entry, 1));
  }

  private static void turnEach(Sealed entry, int stride) {
    for (int i = entry.start % stride; i < 8 * (entry.end - entry.start); i += stride) {
      int at = entry.start + i / 8;
      String column = entry.column(at);
      String noticed = entry.turn(at, i % 8);
      if (!noticing(column).contains(noticed)) {
        fail("%s notices bit %d of byte %d, column \"%s\"", noticed, i % 8, at, column);
      }
    }
  }

  /** What has to notice that a value was changed; or, of what stands before it, may. */
  private static Set<String> noticing(String column) {
    return switch (column) {
      case "" -> Set.of("framing", "chain", "seal", "journal");
      // Its first byte is a version.
      case "envelope_json", "transcript_json" -> Set.of("framing", "seal");
      case "schema_version" -> Set.of("journal");
      default -> Entries.CHAINED.contains(column) ? Set.of("chain") : Set.of("seal");
    };
  }

  @Test
  void a_whole_reading_sees_what_the_judgement_of_one_entry_sees() {
    RowWriter ledger = LEDGER.write(LEDGER.layout());
    byte[] bytes = Arrays.copyOf(ledger.buffer(), ledger.size());
    EntriesAccount before = account(bytes);
    assertThat(before.findings().total()).isZero();
    assertThat(before.root()).isPresent();
    for (int i = 0; i < 8 * bytes.length; i += 20_011) {
      bytes[i / 8] ^= (byte) (1 << (i % 8));
      assertThat(isSeen(bytes, before)).as("bit %d of byte %d", i % 8, i / 8).isTrue();
      bytes[i / 8] ^= (byte) (1 << (i % 8));
    }
    assertThat(isSeen(bytes, before)).as("nothing was turned").isFalse();
  }

  private static boolean isSeen(byte[] bytes, EntriesAccount before) {
    try {
      EntriesAccount found = account(bytes);
      return found.findings().total() > 0
          || !found.root().equals(before.root())
          || !found.runs().equals(before.runs());
    } catch (MalformedRowException e) {
      return true;
    }
  }

  private static EntriesAccount account(byte[] bytes) {
    EntryChecks checks = new EntryChecks(LEDGER.layout(), Judged.ANCESTORS_KEYS, LeafConsumer.NONE);
    RowBatch batch = new RowBatch(bytes.length);
    boolean unused = batch.append(bytes, 0, bytes.length);
    RowView row = new RowView(LEDGER.layout());
    while (batch.next(row)) {
      checks.accept(row);
    }
    return checks.account();
  }
}
