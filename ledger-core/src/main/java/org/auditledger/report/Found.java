package org.auditledger.report;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.auditledger.canonical.CanonicalJson.Members;
import org.auditledger.canonical.MembersReader;
import org.auditledger.canonical.MembersWriter;
import org.auditledger.chain.Head;
import org.auditledger.entry.Digest;
import org.auditledger.verify.Area;
import org.auditledger.verify.AreaReport.Verdict;
import org.auditledger.verify.LedgerReport;

/**
 * What was found about a ledger, as {@link LedgerReport} has it, with as many findings as are told.
 *
 * @param first the number of the first entry that was read
 * @param entries how many were read
 * @param verdicts how many of them have which verdict
 * @param head where the chain ends
 * @param root over every column of every entry, if all were read and each has a leaf
 * @param sealedTo the last entry of the last seal that counts
 * @param anchoredTo the last entry of the anchor, if it was used
 * @param evidenceUsed whether all that was given to check it by was fully used
 * @param areas the four verdicts, in their order
 * @param unchecked what could not be judged in the entries
 * @param backup what the ledger was read from, where that was no database
 */
public record Found(
    long first,
    long entries,
    Map<String, Long> verdicts,
    Optional<Head> head,
    Optional<Digest> root,
    OptionalLong sealedTo,
    OptionalLong anchoredTo,
    boolean evidenceUsed,
    List<FoundArea> areas,
    List<FoundUnchecked> unchecked,
    Optional<FoundBackup> backup) {

  public Found {
    verdicts = Collections.unmodifiableMap(new TreeMap<>(verdicts));
    areas = List.copyOf(areas);
    unchecked = List.copyOf(unchecked);
    if (!areas.stream().map(FoundArea::area).toList().equals(List.of(Area.values()))) {
      throw new IllegalArgumentException("a report has each area once, in their order");
    }
  }

  /**
   * What a report of a ledger in its database says.
   *
   * @param most how many findings of each area are told
   */
  public static Found of(LedgerReport report, int most) {
    return of(report, most, Optional.empty());
  }

  /**
   * What a report says.
   *
   * @param most how many findings of each area are told
   * @param backup what the ledger was read from, where that was no database
   */
  public static Found of(LedgerReport report, int most, Optional<FoundBackup> backup) {
    return new Found(
        report.read().first(),
        report.read().entries(),
        report.verdicts(),
        report.head(),
        report.root(),
        report.sealedTo(),
        report.anchoredTo(),
        report.evidenceUsed(),
        report.areas().stream().map(area -> FoundArea.of(area, most)).toList(),
        report.unchecked().stream().map(FoundUnchecked::of).toList(),
        backup);
  }

  boolean fails(Area area) {
    return areas.stream().anyMatch(one -> one.area() == area && one.verdict() == Verdict.FAIL);
  }

  /** Whether a backup is not what it says. */
  boolean isOfInvalidBackup() {
    return backup.filter(found -> !found.defects().isEmpty()).isPresent();
  }

  /** Whether every entry that was read was judged, by all that was given. */
  boolean isAllJudged() {
    return unchecked.isEmpty()
        && evidenceUsed
        && backup.map(FoundBackup::notChecked).orElse(List.of()).isEmpty();
  }

  /** Whether nothing at all was left open. */
  boolean isAllChecked() {
    return isAllJudged()
        && areas.stream()
            .allMatch(area -> area.verdict() == Verdict.PASS && area.notChecked().isEmpty());
  }

  Members toJson() {
    MembersWriter counts = new MembersWriter();
    verdicts.forEach(counts::count);
    return new MembersWriter()
        .number("anchored_to", anchoredTo)
        .objects("areas", areas.stream().map(FoundArea::toJson).toList())
        .object("backup", backup.map(FoundBackup::toJson))
        .count("entries", entries)
        .flag("evidence_used", evidenceUsed)
        .count("first", first)
        .object("head", head.map(Found::toJson))
        .digest("root", root)
        .number("sealed_to", sealedTo)
        .objects("unchecked", unchecked.stream().map(FoundUnchecked::toJson).toList())
        .object("verdicts", counts.members())
        .members();
  }

  private static Members toJson(Head head) {
    return new MembersWriter()
        .digest("hash", head.hash())
        .count("sequence", head.sequence())
        .members();
  }

  static Found read(MembersReader json) {
    Map<String, Long> verdicts = new TreeMap<>();
    MembersReader counts = json.object("verdicts");
    counts.names().forEach(verdict -> verdicts.put(verdict, counts.count(verdict)));
    return new Found(
        json.count("first"),
        json.count("entries"),
        verdicts,
        json.findObject("head").map(head -> new Head(head.count("sequence"), head.digest("hash"))),
        json.findDigest("root"),
        json.findCount("sealed_to"),
        json.findCount("anchored_to"),
        json.flag("evidence_used"),
        json.objects("areas").stream().map(FoundArea::read).toList(),
        json.objects("unchecked").stream().map(FoundUnchecked::read).toList(),
        json.findObject("backup").map(FoundBackup::read));
  }
}
