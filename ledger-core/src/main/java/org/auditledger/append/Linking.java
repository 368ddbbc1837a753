package org.auditledger.append;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.auditledger.append.AppendException.Trouble;
import org.auditledger.canonical.CanonicalBytes;
import org.auditledger.canonical.CanonicalTime;
import org.auditledger.canonical.FormOutcome;
import org.auditledger.canonical.LegacyForm;
import org.auditledger.chain.Head;
import org.auditledger.entry.Appended;
import org.auditledger.entry.Digest;
import org.auditledger.row.RowView;
import org.auditledger.row.RowWriter;

/**
 * Gives entries their place after a ledger's end: number, link, time, id, hash. What is hashed is
 * read from the finished tuple, as a verifier reads it from the server's; only then the hash is put
 * into the place that was kept for it.
 */
final class Linking {

  private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");
  private static final byte[] NO_HASH = Digest.ZERO.hex().getBytes(StandardCharsets.US_ASCII);

  private final EntryColumns columns;
  private final Clock clock;
  private final int hashColumn;
  private final LegacyForm form;
  private final RowWriter tuples;
  private final RowView view;
  private final CanonicalBytes bytes = new CanonicalBytes();

  private final List<LinkedEntry> linked = new ArrayList<>();
  private Head head = Head.GENESIS;
  private long microseconds;

  Linking(EntryColumns columns, Clock clock) {
    this.columns = columns;
    this.clock = clock;
    this.hashColumn = columns.place(EntryColumn.ENTRY_HASH);
    this.form = new LegacyForm(columns.layout());
    this.tuples = new RowWriter(columns.layout());
    this.view = new RowView(columns.layout());
  }

  /** The columns that it fills. */
  EntryColumns columns() {
    return columns;
  }

  /** Begins anew, after this end. */
  void begin(LedgerEnd end) {
    tuples.clear();
    linked.clear();
    head = end.head();
    microseconds = end.microseconds();
  }

  /** Links the next entry. */
  Appended add(PreparedEntry entry, long id) {
    long now = now();
    boolean held = now < microseconds;
    microseconds = Math.max(now, microseconds);
    int start = tuples.size();
    tuples.beginRow();
    for (EntryColumn column : columns.columns()) {
      switch (column) {
        case ID -> tuples.longValue(id);
        case SEQUENCE_NUMBER -> tuples.longValue(head.nextSequence());
        case PREVIOUS_HASH -> tuples.text(head.hash().hex());
        case ENTRY_HASH -> tuples.text(NO_HASH, 0, NO_HASH.length);
        case TIMESTAMP -> tuples.longValue(microseconds);
        // When the row was made is what the clock said, also where the entry's time is held.
        case CREATED_AT -> tuples.longValue(now);
        case SCHEMA_VERSION -> tuples.text("0.2.0");
        default -> entry.write(column, tuples);
      }
    }
    head = head.next(hash(start));
    linked.add(new LinkedEntry(head.sequence(), id, head.hash()));
    Instant at = EPOCH.plus(microseconds, ChronoUnit.MICROS);
    return new Appended(head.sequence(), head.hash(), at, true, held);
  }

  private Digest hash(int start) {
    view.moveTo(tuples.buffer(), start, tuples.size());
    bytes.clear();
    FormOutcome outcome = form.write(view, bytes);
    if (outcome instanceof FormOutcome.Unwritable unwritable) {
      throw new IllegalStateException(
          "an entry that was checked has no form: "
              + unwritable.column()
              + " "
              + unwritable.reason().meaning());
    }
    Digest hash = bytes.digest();
    tuples.overwrite(view.start(hashColumn), hash.hex().getBytes(StandardCharsets.US_ASCII));
    return hash;
  }

  private long now() {
    long now = EPOCH.until(clock.instant(), ChronoUnit.MICROS);
    if (!CanonicalTime.hasForm(now)) {
      throw new AppendException(
          Trouble.REFUSED,
          "nothing was appended: the clock is not within the years 0001 to 9999",
          "such a time has no canonical form, and so an entry would have no hash",
          "set this machine's clock");
    }
    return now;
  }

  /** Microseconds since 2000, as a row has them. */
  static long microseconds(Instant time) {
    return EPOCH.until(time, ChronoUnit.MICROS);
  }

  /** The tuples of all entries that were linked: valid until the next beginning. */
  RowWriter tuples() {
    return tuples;
  }

  /** What was linked, in its order. */
  List<LinkedEntry> linked() {
    return List.copyOf(linked);
  }
}
