package com.example.emissions;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.auditledger.entry.Digest;
import org.auditledger.entry.EntryDraft;
import org.auditledger.entry.Verdict;

/**
 * What an instrument has measured in a stack, and what that means.
 *
 * @param id which measurement; no two have one
 * @param ppm SO2; nothing where the instrument gave no value
 * @param text the reading as it came, of which the ledger keeps the hash
 */
record Reading(String id, String stack, Optional<BigDecimal> ppm, String text) {

  private static final String RULE = "energy.so2.lte_100ppm";
  private static final String RULES_VERSION = "3.1.0";
  private static final BigDecimal LIMIT = new BigDecimal(100);

  /**
   * Reads a line: id, stack, ppm.
   *
   * @throws IllegalArgumentException when it is no reading
   */
  static Reading parse(String line) {
    String[] fields = line.strip().split(",", -1);
    if (fields.length != 3 || fields[0].isEmpty()) {
      throw new IllegalArgumentException("a reading is id,stack,ppm");
    }
    Optional<BigDecimal> ppm =
        fields[2].isEmpty() ? Optional.empty() : Optional.of(new BigDecimal(fields[2]));
    return new Reading(fields[0], fields[1], ppm, line.strip());
  }

  Verdict verdict() {
    return ppm.map(value -> value.compareTo(LIMIT) > 0 ? Verdict.FLAG : Verdict.CLEAR)
        .orElse(Verdict.NULL_UNMAPPED);
  }

  /**
   * What the ledger is to hold. It is known by id and hash, so that to append it once more adds
   * nothing: whoever is not sure that it was written may just try again.
   */
  EntryDraft draft() {
    String hash = Digest.sha256(text.getBytes(StandardCharsets.UTF_8)).hex();
    String reasoning = ppm.map(value -> stack + ": " + value + " ppm").orElse(stack + ": no value");
    return EntryDraft.of(verdict(), id, hash, RULES_VERSION)
        .by(RULE, null)
        .because(reasoning, "symbolic")
        .once();
  }
}
