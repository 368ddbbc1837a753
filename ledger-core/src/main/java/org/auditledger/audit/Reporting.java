package org.auditledger.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.auditledger.audit.AuditRequest.Scope;
import org.auditledger.chain.Noted;
import org.auditledger.checkpoint.Expected;
import org.auditledger.checkpoint.SealAudit;
import org.auditledger.migrate.SchemaAudit;
import org.auditledger.verify.Area;
import org.auditledger.verify.AreaReport;
import org.auditledger.verify.EntriesAccount;
import org.auditledger.verify.Finding;
import org.auditledger.verify.FindingCode;
import org.auditledger.verify.LedgerReport;
import org.auditledger.verify.LedgerReport.Read;

/** Takes what was found, wherever, to the four verdicts. */
final class Reporting {

  private final AuditRequest request;
  private final SealAudit seals;
  private final SchemaAudit schema;

  Reporting(AuditRequest request, SealAudit seals, SchemaAudit schema) {
    this.request = request;
    this.seals = seals;
    this.schema = schema;
  }

  /**
   * The report of a ledger whose entries were read.
   *
   * @param sealed what is wrong about the seals
   * @param chain what is wrong about the chain that the entries themselves do not tell
   */
  LedgerReport report(EntriesFound found, List<Finding> sealed, List<Finding> chain) {
    EntriesAccount entries = found.account();
    Noted<Finding> versions = VersionJudgement.judge(entries.runs(), schema.versions());
    return new LedgerReport(
        seals.journal().ledger(),
        new Read(found.first(), Math.max(0, entries.rows() - found.before())),
        entries.head().filter(head -> head.sequence() > 0),
        entries.root(),
        entries.verdicts(),
        size(false),
        seals.isAnchorUsed() ? size(true) : OptionalLong.empty(),
        entries.unchecked(),
        List.of(
            new AreaReport(Area.CHAIN, true, with(entries.chain(), chain), incompleteness()),
            new AreaReport(Area.CONTENT, true, entries.content().plus(versions), unread()),
            history(sealed),
            posture(found.indexes())),
        isEvidenceUsed());
  }

  /** The report of a ledger whose table cannot be read as one. */
  LedgerReport withoutEntries() {
    String why = "public.ledger_entries is not there, or is no ledger's table any more";
    return withoutEntries(why, List.of(Finding.ofLedger(FindingCode.LEDGER_MISSING, why)));
  }

  /** The report of a ledger whose entries nobody asked about. */
  LedgerReport besidesEntries() {
    return withoutEntries("the entries were not read", List.of());
  }

  private LedgerReport withoutEntries(String why, List<Finding> missing) {
    return new LedgerReport(
        seals.journal().ledger(),
        new Read(1, 0),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        size(false),
        OptionalLong.empty(),
        List.of(),
        List.of(
            AreaReport.notChecked(Area.CHAIN, why),
            AreaReport.notChecked(Area.CONTENT, why),
            history(missing),
            posture(IndexAudit.NOTHING)),
        isEvidenceUsed());
  }

  /** The report of a ledger that does not show all of what is to be read. */
  static LedgerReport unreadable(List<Finding> withheld) {
    String why = "the database does not show all that has to be read";
    return new LedgerReport(
        Optional.empty(),
        new Read(1, 0),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        List.of(),
        List.of(
            AreaReport.notChecked(Area.CHAIN, why),
            AreaReport.notChecked(Area.CONTENT, why),
            AreaReport.notChecked(Area.HISTORY, why),
            new AreaReport(Area.POSTURE, false, with(Noted.none(), withheld), List.of(why))),
        false);
  }

  /** A chain that was cut off is whole in itself. */
  private List<String> incompleteness() {
    List<String> not = new ArrayList<>(unread());
    if (!seals.isAnchorUsed()) {
      not.add("whether entries are missing at the end: that takes an anchor from outside");
    }
    return not;
  }

  private List<String> unread() {
    if (request.scope() instanceof Scope.Part part) {
      return List.of("only entries " + part.first() + " to " + part.last() + " were read");
    }
    return request.scope() instanceof Scope.New
        ? List.of(
            "entries 1 to "
                + size(true).orElse(0)
                + " were not read again: the stored tiles show that they are those of the anchor")
        : List.of();
  }

  private AreaReport history(List<Finding> sealed) {
    List<Finding> more = new ArrayList<>(sealed);
    more.addAll(new SchemaJudgement(schema.verification()).history());
    more.addAll(ofPartitions(Area.HISTORY));
    Noted<Finding> findings = with(seals.findings(), more);
    List<String> not = new ArrayList<>(seals.notChecked());
    if (request.scope() instanceof Scope.Part) {
      not.add("the entries were not held against any seal, as not all were read");
    }
    boolean checked =
        seals.hasJournal()
            && !request.trusted().noteKeys().isEmpty()
            && seals.journal().unknown() == 0
            && !(request.scope() instanceof Scope.Part);
    return new AreaReport(Area.HISTORY, checked, findings, not);
  }

  private AreaReport posture(IndexAudit indexes) {
    SchemaJudgement judgement = new SchemaJudgement(schema.verification());
    List<Finding> findings = new ArrayList<>(judgement.posture());
    findings.addAll(ofPartitions(Area.POSTURE));
    findings.addAll(indexes.findings());
    List<String> not = new ArrayList<>(judgement.notChecked());
    if (!judgement.isCompared() && not.isEmpty()) {
      not.add("nothing was recorded that it could be compared with");
    }
    not.addAll(schema.partitions().notChecked());
    not.addAll(indexes.notChecked());
    return new AreaReport(Area.POSTURE, judgement.isCompared(), with(Noted.none(), findings), not);
  }

  private List<Finding> ofPartitions(Area area) {
    return schema.partitions().findings().stream()
        .filter(finding -> finding.code().area() == area)
        .toList();
  }

  private static Noted<Finding> with(Noted<Finding> findings, List<Finding> more) {
    Noted<Finding> all = findings;
    for (Finding finding : more) {
      all = all.with(finding);
    }
    return all;
  }

  private boolean isEvidenceUsed() {
    boolean keysUsed =
        request.trusted().noteKeys().isEmpty()
            || (seals.hasJournal()
                && seals.journal().unknown() == 0
                && size(false).isPresent()
                && !(request.scope() instanceof Scope.Part));
    return keysUsed && (request.anchor().isEmpty() || seals.isAnchorUsed());
  }

  private OptionalLong size(boolean byAnchor) {
    return seals.expected().stream()
        .filter(expected -> expected.byAnchor() == byAnchor)
        .mapToLong(Expected::size)
        .findFirst();
  }
}
