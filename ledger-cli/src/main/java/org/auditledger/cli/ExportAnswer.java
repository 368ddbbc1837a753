package org.auditledger.cli;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.auditledger.entry.Digest;
import org.auditledger.export.Exported;
import org.jspecify.annotations.Nullable;

/** What was exported: enough to know it again, and to compare it with the ledger. */
record ExportAnswer(
    String format,
    String form,
    @Nullable String file,
    List<String> fields,
    long entries,
    @Nullable Long first,
    @Nullable Long last,
    @Nullable Long missing,
    long bytes,
    String sha256,
    @Nullable Head head,
    long milliseconds)
    implements Answer {

  /** Where the ledger ended. */
  record Head(long sequence, String hash) {}

  ExportAnswer {
    fields = List.copyOf(fields);
  }

  static ExportAnswer of(
      String form,
      @Nullable String file,
      Exported exported,
      long bytes,
      Digest sha256,
      long milliseconds) {
    return new ExportAnswer(
        "audit-ledger/export/1",
        form,
        file,
        exported.fields(),
        exported.entries(),
        number(exported.first()),
        number(exported.last()),
        number(exported.missing()),
        bytes,
        sha256.hex(),
        exported.head().map(head -> new Head(head.sequence(), head.hash().hex())).orElse(null),
        Math.max(0, milliseconds));
  }

  private static @Nullable Long number(OptionalLong number) {
    return number.isPresent() ? number.getAsLong() : null;
  }

  @Override
  public String text() {
    return new Page("exported " + count() + (file == null ? "" : " to " + file))
        .fact("numbers", first == null ? "none" : numbers())
        .fact("form", form)
        .fact("fields", String.join(", ", fields))
        .fact("size", Counted.of(bytes, "byte"))
        .fact("SHA-256", sha256)
        .fact("ledger", end(head))
        .fact("its hash", head == null ? "none" : head.hash())
        .line("an export proves nothing: audit-ledger verify does, and audit-ledger prove SEQ")
        .toString();
  }

  /** The same in one line, beside data on standard output. */
  String line() {
    return String.format(
        Locale.ROOT,
        "exported %s%s: %,d bytes, SHA-256 %s; the ledger %s%s",
        count(),
        first == null ? "" : ", numbers " + numbers(),
        bytes,
        sha256,
        end(head),
        head == null ? "" : ", hash " + head.hash());
  }

  /** What is to be said of a ledger in which it shows that its chain is broken; else nothing. */
  Optional<String> broken() {
    if (missing != null && missing > 0) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "%,d of the entries that must be there were not found: see where with audit-ledger"
                  + " verify",
              missing));
    }
    return head == null
        ? Optional.of("the ledger " + end(null) + ": see why with audit-ledger verify")
        : Optional.empty();
  }

  private String count() {
    return entries == 1 ? "1 entry" : String.format(Locale.ROOT, "%,d entries", entries);
  }

  private String numbers() {
    return first + " to " + last;
  }

  private static String end(@Nullable Head head) {
    if (head == null) {
      return "ends with an entry that none can go on from";
    }
    return head.sequence() == 0 ? "has no entries" : "ends with entry " + head.sequence();
  }
}
