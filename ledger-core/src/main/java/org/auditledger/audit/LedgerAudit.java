package org.auditledger.audit;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalLong;
import org.auditledger.chain.Head;
import org.auditledger.chain.Noted;
import org.auditledger.chain.Segment;
import org.auditledger.checkpoint.Expected;
import org.auditledger.checkpoint.SealAudit;
import org.auditledger.checkpoint.SealedDifference;
import org.auditledger.checkpoint.TileAudit;
import org.auditledger.ledger.LedgerTable;
import org.auditledger.migrate.MigrationSets;
import org.auditledger.migrate.SchemaAudit;
import org.auditledger.postgres.DatabaseException;
import org.auditledger.postgres.Server;
import org.auditledger.postgres.Session;
import org.auditledger.postgres.SessionSettings;
import org.auditledger.postgres.TableLayout;
import org.auditledger.row.RowLayout;
import org.auditledger.verify.Area;
import org.auditledger.verify.AreaReport;
import org.auditledger.verify.EntriesAccount;
import org.auditledger.verify.Finding;
import org.auditledger.verify.FindingCode;
import org.auditledger.verify.HeapAccount;
import org.auditledger.verify.LedgerReport;

/** Verifies a ledger in its database, all of it, as it is at one moment. */
public final class LedgerAudit {

  private final Server server;
  private final MigrationSets sets;
  private final AuditRequest request;
  private final AuditWatch watch;

  /**
   * @param sets what the schema is to be compared with
   */
  public LedgerAudit(Server server, MigrationSets sets, AuditRequest request, AuditWatch watch) {
    this.server = server;
    this.sets = sets;
    this.request = request;
    this.watch = watch;
  }

  /**
   * Verifies it.
   *
   * @throws AuditException when there is no ledger
   * @throws org.auditledger.checkpoint.SealException when the anchor is not one
   * @throws DatabaseException when it cannot be read to its end
   */
  public LedgerReport run() {
    try (Session lead = Session.open(server, SessionSettings.reading())) {
      String snapshot = lead.exportSnapshot();
      return run(lead, snapshot);
    } catch (SQLException e) {
      throw DatabaseException.of("verifying the ledger", e);
    }
  }

  private LedgerReport run(Session lead, String snapshot) throws SQLException {
    Connection connection = lead.connection();
    SealAudit seals = SealAudit.read(connection, request.trusted(), request.anchor());
    Optional<RowLayout> layout = layout(lead, seals);
    if (layout.isEmpty()) {
      return withoutEntries(seals, SchemaAudit.read(connection, sets, request.trusted()));
    }
    NavigableSet<Long> sizes = SealJudgement.sizes(seals.expected());
    HeapReading reading =
        new HeapReading(
            server,
            snapshot,
            layout.get(),
            seals.journal().trusted(),
            sizes,
            LedgerTable.blocks(connection),
            watch);
    try (HeapReading.Running running = reading.start(request.jobs())) {
      // This session has nothing else to do while the others read.
      SchemaAudit schema = SchemaAudit.read(connection, sets, request.trusted());
      Optional<TileAudit> tiles = tiles(connection, seals);
      Optional<HeapAccount> heap = running.account();
      HeapAccount account =
          heap.isPresent()
              ? heap.get()
              : SortedReading.read(lead, layout.get(), seals.journal().trusted(), sizes);
      List<Finding> sealed =
          new SealJudgement(
                  seals.expected(), last -> search(lead, snapshot, layout.get(), seals, last))
              .judge(last(account.entries()), account.roots(), tiles);
      return report(account.entries(), seals, schema, sealed);
    }
  }

  /** The table's columns, if it is a ledger's. */
  private static Optional<RowLayout> layout(Session lead, SealAudit seals) {
    TableLayout found = LedgerTable.layout(lead);
    if (found instanceof TableLayout.Found table && Requirements.isLedger(table.layout())) {
      return Optional.of(table.layout());
    }
    if (seals.hasJournal()) {
      return Optional.empty();
    }
    throw new AuditException(
        "nothing was verified: there is no ledger here",
        "there is no table public.ledger_entries that can be read as a ledger's",
        "check the connection string; to make or adopt a ledger: audit-ledger migrate upgrade");
  }

  private static Optional<TileAudit> tiles(Connection connection, SealAudit seals)
      throws SQLException {
    for (Expected expected : seals.expected()) {
      if (!expected.byAnchor()) {
        return Optional.of(
            TileAudit.read(connection, seals.origin().orElseThrow(), expected.size()));
      }
    }
    return Optional.empty();
  }

  private Optional<SealedDifference> search(
      Session lead, String snapshot, RowLayout layout, SealAudit seals, long last)
      throws SQLException {
    try (Session other = Session.open(server, SessionSettings.reading())) {
      other.importSnapshot(snapshot);
      return SealedDifference.find(lead, other, layout, seals.origin().orElseThrow(), last);
    }
  }

  private static long last(EntriesAccount entries) {
    Segment.Last last = entries.segment().last();
    return last == null ? 0 : last.sequence();
  }

  private LedgerReport report(
      EntriesAccount entries, SealAudit seals, SchemaAudit schema, List<Finding> sealed) {
    Noted<Finding> versions = VersionJudgement.judge(entries.runs(), schema.versions());
    return new LedgerReport(
        seals.journal().ledger(),
        new LedgerReport.Read(1, entries.rows()),
        entries.head().filter(head -> head.sequence() > 0),
        entries.root(),
        entries.verdicts(),
        size(seals, false),
        seals.isAnchorUsed() ? size(seals, true) : OptionalLong.empty(),
        entries.unchecked(),
        List.of(
            new AreaReport(Area.CHAIN, true, entries.chain(), completeness(seals)),
            new AreaReport(Area.CONTENT, true, entries.content().plus(versions), List.of()),
            history(seals, schema, sealed),
            posture(schema)),
        isEvidenceUsed(seals));
  }

  /** A chain that was cut off is whole in itself. */
  private static List<String> completeness(SealAudit seals) {
    return seals.isAnchorUsed()
        ? List.of()
        : List.of("whether entries are missing at the end: that takes an anchor from outside");
  }

  private AreaReport history(SealAudit seals, SchemaAudit schema, List<Finding> sealed) {
    Noted<Finding> findings = seals.findings();
    List<Finding> more = new ArrayList<>(sealed);
    more.addAll(new SchemaJudgement(schema.verification()).history());
    for (Finding finding : more) {
      findings = findings.with(finding);
    }
    boolean checked =
        seals.hasJournal()
            && !request.trusted().noteKeys().isEmpty()
            && seals.journal().unknown() == 0;
    return new AreaReport(Area.HISTORY, checked, findings, seals.notChecked());
  }

  private static AreaReport posture(SchemaAudit schema) {
    SchemaJudgement judgement = new SchemaJudgement(schema.verification());
    if (!judgement.isCompared() && judgement.notChecked().isEmpty()) {
      return AreaReport.notChecked(
          Area.POSTURE, "nothing was recorded that it could be compared with");
    }
    Noted<Finding> findings = Noted.none();
    for (Finding finding : judgement.posture()) {
      findings = findings.with(finding);
    }
    return new AreaReport(Area.POSTURE, judgement.isCompared(), findings, judgement.notChecked());
  }

  private boolean isEvidenceUsed(SealAudit seals) {
    boolean keysUsed =
        request.trusted().noteKeys().isEmpty()
            || (seals.hasJournal()
                && seals.journal().unknown() == 0
                && size(seals, false).isPresent());
    return keysUsed && (request.anchor().isEmpty() || seals.isAnchorUsed());
  }

  private static OptionalLong size(SealAudit seals, boolean byAnchor) {
    return seals.expected().stream()
        .filter(expected -> expected.byAnchor() == byAnchor)
        .mapToLong(Expected::size)
        .findFirst();
  }

  private LedgerReport withoutEntries(SealAudit seals, SchemaAudit schema) {
    String why = "public.ledger_entries is not there, or is no ledger's table any more";
    List<Finding> gone = List.of(Finding.ofLedger(FindingCode.LEDGER_MISSING, why));
    return new LedgerReport(
        seals.journal().ledger(),
        new LedgerReport.Read(1, 0),
        Optional.<Head>empty(),
        Optional.empty(),
        Map.of(),
        size(seals, false),
        OptionalLong.empty(),
        List.of(),
        List.of(
            AreaReport.notChecked(Area.CHAIN, why),
            AreaReport.notChecked(Area.CONTENT, why),
            history(seals, schema, gone),
            posture(schema)),
        isEvidenceUsed(seals));
  }
}
