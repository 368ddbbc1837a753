package org.auditledger.audit;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.auditledger.audit.AuditException.Trouble;
import org.auditledger.audit.AuditRequest.Scope;
import org.auditledger.chain.Head;
import org.auditledger.chain.Segment;
import org.auditledger.checkpoint.Expected;
import org.auditledger.checkpoint.NewEntries;
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
import org.auditledger.signature.TrustedKeys;
import org.auditledger.verify.EntriesAccount;
import org.auditledger.verify.EntryChecks;
import org.auditledger.verify.Finding;
import org.auditledger.verify.FindingCode;
import org.auditledger.verify.HeapAccount;
import org.auditledger.verify.LeafConsumer;
import org.auditledger.verify.LedgerReport;

/** Verifies a ledger in its database, all of it, as it is at one moment. */
public final class LedgerAudit {

  private final Server server;
  private final Supplier<MigrationSets> sets;
  private final AuditRequest request;
  private final AuditWatch watch;
  private final Onlooker onlooker;

  /**
   * @param sets what the schema is to be compared with; asked for while others read entries, as to
   *     read them takes a while
   */
  public LedgerAudit(
      Server server, Supplier<MigrationSets> sets, AuditRequest request, AuditWatch watch) {
    this(server, sets, request, watch, Onlooker.NONE);
  }

  /**
   * The same.
   *
   * @param onlooker sees all entries and statements that are read, for an audit of all of them
   */
  public LedgerAudit(
      Server server,
      Supplier<MigrationSets> sets,
      AuditRequest request,
      AuditWatch watch,
      Onlooker onlooker) {
    if (onlooker != Onlooker.NONE && !(request.scope() instanceof Scope.Whole)) {
      throw new IllegalArgumentException("who looks on is shown all, or nothing");
    }
    this.onlooker = onlooker;
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

  /**
   * Verifies what can be without reading entries: what is recorded of them, and what protects them.
   * It costs nothing of what the ledger has grown to.
   *
   * @throws AuditException when there is no ledger
   * @throws DatabaseException when it cannot be read to its end
   */
  public LedgerReport besidesEntries() {
    try (Session lead = Session.open(server, SessionSettings.reading())) {
      String unused = lead.exportSnapshot();
      Connection connection = lead.connection();
      List<Finding> withheld = Withheld.read(connection);
      if (!withheld.isEmpty()) {
        return Reporting.unreadable(withheld);
      }
      SealAudit seals = SealAudit.read(connection, request.trusted(), request.anchor());
      boolean there = layout(lead, seals).isPresent();
      Reporting reporting = new Reporting(request, seals, schema(connection));
      return there ? reporting.besidesEntries() : reporting.withoutEntries();
    } catch (SQLException e) {
      throw DatabaseException.of("verifying the ledger's history", e);
    }
  }

  private LedgerReport run(Session lead, String snapshot) throws SQLException {
    Connection connection = lead.connection();
    List<Finding> withheld = Withheld.read(connection);
    if (!withheld.isEmpty()) {
      return Reporting.unreadable(withheld);
    }
    SealAudit seals =
        SealAudit.read(connection, request.trusted(), request.anchor(), onlooker::statement);
    Optional<RowLayout> layout = layout(lead, seals);
    if (layout.isEmpty()) {
      return new Reporting(request, seals, schema(connection)).withoutEntries();
    }
    if (request.scope() instanceof Scope.Whole) {
      return whole(lead, snapshot, layout.get(), seals);
    }
    SchemaAudit schema = schema(connection);
    EntriesFound found =
        request.scope() instanceof Scope.Part part
            ? part(lead, layout.get(), seals, part)
            : onlyNew(lead, seals);
    Reporting reporting = new Reporting(request, seals, schema);
    if (found.roots().isEmpty()) {
      return reporting.report(found, List.of(), found.findings());
    }
    List<Finding> sealed = new ArrayList<>(found.findings());
    if (sealed.isEmpty()) {
      sealed.addAll(judge(lead, snapshot, layout.get(), seals, found));
    }
    return reporting.report(found, sealed, List.of());
  }

  private SchemaAudit schema(Connection connection) throws SQLException {
    return SchemaAudit.read(connection, sets.get(), request.trusted());
  }

  private LedgerReport whole(Session lead, String snapshot, RowLayout layout, SealAudit seals)
      throws SQLException {
    Connection connection = lead.connection();
    TrustedKeys trusted = seals.journal().trusted();
    NavigableSet<Long> sizes = SealJudgement.sizes(seals.expected());
    long blocks = LedgerTable.blocks(connection);
    HeapReading reading =
        new HeapReading(server, snapshot, layout, trusted, sizes, blocks, watch, onlooker);
    try (HeapReading.Running running = reading.start(request.jobs())) {
      // This session has nothing else to do while the others read.
      SchemaAudit schema = schema(connection);
      Optional<TileAudit> tiles = tiles(connection, seals);
      IndexAudit.NumberIndex numbers = IndexAudit.ofNumbers(connection);
      Optional<HeapAccount> heap = running.account();
      HeapAccount account = heap.isPresent() ? heap.get() : sorted(lead, layout, trusted, sizes);

      IndexAudit indexes =
          request.secondOpinion()
              ? IndexAudit.ofAll(connection)
              : numbers.compare(account.entries().segment().rows());
      EntriesFound found =
          new EntriesFound(
              1, 0, account.entries(), Optional.of(account.roots()), tiles, indexes, List.of());
      List<Finding> sealed = judge(lead, snapshot, layout, seals, found);
      return new Reporting(request, seals, schema).report(found, sealed, opinion(lead, found));
    }
  }

  private HeapAccount sorted(
      Session lead, RowLayout layout, TrustedKeys trusted, NavigableSet<Long> sizes)
      throws SQLException {
    onlooker.entriesAgain();
    return SortedReading.read(lead, layout, trusted, sizes, onlooker.entries(layout));
  }

  private List<Finding> opinion(Session lead, EntriesFound found) throws SQLException {
    return request.secondOpinion()
        ? SecondOpinion.compare(lead.connection(), found.account())
        : List.of();
  }

  /** One more is read before the part, to see that its first entry continues it. */
  private static EntriesFound part(Session lead, RowLayout layout, SealAudit seals, Scope.Part part)
      throws SQLException {
    long end = LedgerTable.head(lead.connection()).map(Head::sequence).orElse(Long.MAX_VALUE);
    if (part.first() > end) {
      throw new AuditException(
          Trouble.NO_ENTRY,
          "nothing was verified: there is no entry " + part.first(),
          "the ledger ends with entry " + end,
          "name entries that are there");
    }
    long first = Math.max(1, part.first() - 1);
    EntryChecks checks =
        new EntryChecks(first, layout, seals.journal().trusted(), LeafConsumer.NONE);
    SortedReading.read(LedgerTable.read(lead, layout, first, part.last()), checks, row -> {});
    EntriesAccount account = checks.account();
    return new EntriesFound(
        part.first(),
        part.first() - first,
        account,
        Optional.empty(),
        Optional.empty(),
        IndexAudit.NOT_READ,
        missing(account.segment(), first, Math.min(part.last(), end)));
  }

  /** What lies within is noticed by its neighbours; what is missing at either end has none. */
  private static List<Finding> missing(Segment found, long first, long last) {
    List<Finding> missing = new ArrayList<>();
    Segment.First begin = found.first();
    Segment.Last end = found.last();
    if (begin == null || end == null) {
      missing.add(missing(first, last));
      return missing;
    }
    if (begin.sequence() > first) {
      missing.add(missing(first, begin.sequence() - 1));
    }
    if (end.sequence() < last) {
      missing.add(missing(end.sequence() + 1, last));
    }
    return missing;
  }

  private static Finding missing(long first, long last) {
    return new Finding(
        FindingCode.ENTRIES_MISSING,
        OptionalLong.of(first),
        "sequence_number",
        "it is missing, and so are all up to entry " + last);
  }

  private EntriesFound onlyNew(Session lead, SealAudit seals) throws SQLException {
    Expected anchor = expected(seals, true).orElseThrow(LedgerAudit::noAnchor);
    long sealed = expected(seals, false).map(Expected::size).orElse(0L);
    NewEntries found =
        NewEntries.read(
            lead,
            seals.journal().trusted(),
            seals.origin().orElseThrow(LedgerAudit::noAnchor),
            anchor,
            LedgerTable.head(lead.connection()).map(Head::sequence).orElse(0L),
            sealed,
            SealJudgement.sizes(seals.expected()));
    return new EntriesFound(
        anchor.size() + 1,
        anchor.size() + 1 - found.first(),
        found.entries(),
        Optional.of(found.roots()),
        Optional.empty(),
        IndexAudit.NOT_READ,
        found.findings());
  }

  private static AuditException noAnchor() {
    return new AuditException(
        Trouble.NO_ANCHOR,
        "nothing was verified: the anchor says nothing of this ledger",
        "it is of another ledger, or there is no journal here that it could be compared with",
        "verify the whole ledger, with --anchor instead of --since");
  }

  private List<Finding> judge(
      Session lead, String snapshot, RowLayout layout, SealAudit seals, EntriesFound found) {
    return new SealJudgement(seals.expected(), last -> search(lead, snapshot, layout, seals, last))
        .judge(last(found.account()), found.roots().orElseThrow(), found.tiles());
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
        Trouble.NOT_A_LEDGER,
        "nothing was verified: there is no ledger here",
        "there is no table public.ledger_entries that can be read as a ledger's",
        "check the connection string; to make or adopt a ledger: audit-ledger migrate upgrade");
  }

  private static Optional<TileAudit> tiles(Connection connection, SealAudit seals)
      throws SQLException {
    Optional<Expected> seal = expected(seals, false);
    return seal.isEmpty()
        ? Optional.empty()
        : Optional.of(TileAudit.read(connection, seals.origin().orElseThrow(), seal.get().size()));
  }

  private static Optional<Expected> expected(SealAudit seals, boolean byAnchor) {
    return seals.expected().stream().filter(one -> one.byAnchor() == byAnchor).findFirst();
  }

  private Optional<SealedDifference> search(
      Session lead, String snapshot, RowLayout layout, SealAudit seals, long last) {
    try (Session other = Session.open(server, SessionSettings.reading())) {
      other.importSnapshot(snapshot);
      return SealedDifference.find(lead, other, layout, seals.origin().orElseThrow(), last);
    } catch (SQLException e) {
      throw DatabaseException.of("comparing the entries with their tiles", e);
    }
  }

  private static long last(EntriesAccount entries) {
    Segment.Last last = entries.segment().last();
    return last == null ? 0 : last.sequence();
  }
}
