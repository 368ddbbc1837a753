package org.auditledger.migrate;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.auditledger.canonical.CanonicalJson;
import org.auditledger.canonical.CanonicalJson.Text;
import org.auditledger.catalog.CatalogReader;
import org.auditledger.chain.Head;
import org.auditledger.control.BufferPartition;
import org.auditledger.control.DocumentTable;
import org.auditledger.control.PartitionTable;
import org.auditledger.control.Recorder;
import org.auditledger.journal.JournalHead;
import org.auditledger.journal.Kind;
import org.auditledger.journal.LedgerAdopted;
import org.auditledger.ledger.LedgerTable;
import org.auditledger.migrate.MigrationException.Trouble;
import org.auditledger.postgres.CopyReader;
import org.auditledger.postgres.Patience;
import org.auditledger.postgres.Session;
import org.auditledger.postgres.TableLayout;
import org.auditledger.row.RowBatch;
import org.auditledger.row.RowLayout;
import org.auditledger.row.RowView;
import org.auditledger.schema.LedgerObjects;
import org.auditledger.schema.SchemaDocument;
import org.auditledger.verify.EntriesAccount;
import org.auditledger.verify.EntryChecks;
import org.auditledger.verify.Finding;
import org.auditledger.verify.LeafConsumer;
import org.auditledger.verify.Unchecked;
import org.auditledger.verify.VersionRun;

/**
 * A ledger that is there is taken over: it is read once from end to end, and what it was then is
 * the first thing that is recorded. Nothing of it is written; writers go on meanwhile.
 *
 * @param history what is recorded as applied, because its effect is there
 */
record Adoption(Workplace place, HistoryRows history) implements Founding {

  private static final int SHOWN = 3;

  @Override
  public void record(Session session) throws SQLException {
    Connection connection = session.connection();
    new TableLocks(connection, new Patience(place.patience()), place.progress())
        .takeQuietly(
            List.of(
                new DeclaredLock(
                    LockMode.SHARE_UPDATE_EXCLUSIVE,
                    List.of("public.ledger_entries", "public.telemetry_buffer", "public.tenants"),
                    DeclaredLock.When.FIRST)));
    SchemaDocument structure = new CatalogReader(LedgerObjects.LEDGER).structure(connection);
    KnownState state = requireKnown(structure);
    EntriesAccount entries = read(session);
    requireSound(entries);
    Recorder recorder = place.recorder();
    JournalHead adopted =
        recorder.record(
            connection, Kind.LEDGER_ADOPTED, body(connection, structure, state, entries).toBody());
    DocumentTable.store(connection, structure);
    acceptPosture(connection);
    PartitionTable.found(connection, adopted, PartitionTable.attached(connection));
    BufferFacts.recordRetentions(connection, recorder);
    history.insertUpTo(connection, state.version());
  }

  /** From here on a protection that is weaker than it was found is a difference. */
  private void acceptPosture(Connection connection) throws SQLException {
    SchemaDocument posture = new CatalogReader(LedgerObjects.LEDGER).posture(connection);
    DocumentTable.store(connection, posture);
    Text digest = new Text(posture.digest().hex());
    place
        .recorder()
        .record(
            connection,
            Kind.POSTURE_ACCEPTED,
            CanonicalJson.members(
                Map.of(
                    "posture_after", digest,
                    "posture_before", digest,
                    "reason", new Text("as it was found at adoption"))));
  }

  private static KnownState requireKnown(SchemaDocument structure) {
    if (KnownStates.recognise(structure) instanceof Recognition.Known known) {
      return known.state();
    }
    throw new MigrationException(
        Trouble.NOT_A_LEDGER,
        "the schema changed while it was being adopted",
        "another session altered it after it was recognised",
        "run this again; nothing was changed");
  }

  private EntriesAccount read(Session session) throws SQLException {
    if (!(LedgerTable.layout(session) instanceof TableLayout.Found found)) {
      throw new IllegalStateException("a known schema has a table of entries that can be read");
    }
    RowLayout layout = found.layout();
    EntryChecks checks = new EntryChecks(layout, place.authority().trusted(), LeafConsumer.NONE);
    RowView row = new RowView(layout);
    long rows = 0;
    Patience pace = new Patience(place.patience());
    try (CopyReader reader = LedgerTable.read(session, layout)) {
      for (RowBatch batch = reader.next(); batch != null; batch = reader.next()) {
        for (int at = 0; at < batch.size(); rows++) {
          at = row.moveTo(batch.buffer(), at, batch.size());
          checks.accept(row);
        }
        if (pace.waited().toSeconds() >= 1 && pace.worthSaying()) {
          place.progress().accept("reading the ledger: " + rows + " entries so far");
        }
      }
    }
    return checks.account();
  }

  private static void requireSound(EntriesAccount entries) {
    long total = entries.findings().total();
    if (total > 0) {
      throw new MigrationException(
          Trouble.ENTRIES,
          "the ledger is not adopted: " + total + " of its entries' checks failed",
          entries.findings().first().stream()
              .limit(SHOWN)
              .map(Finding::what)
              .collect(Collectors.joining("; ")),
          "find out who changed it, and compare with a backup; nothing was changed");
    }
  }

  private LedgerAdopted body(
      Connection connection, SchemaDocument structure, KnownState state, EntriesAccount entries)
      throws SQLException {
    ServerFacts facts = ServerFacts.read(connection);
    return new LedgerAdopted(
        place.manifest(),
        facts.database(),
        entries.root().orElseThrow(),
        structure.digest(),
        entries.head().orElse(Head.GENESIS),
        place.authority().signer().verifier().toString(),
        BufferPartition.read(connection).stream().map(BufferPartition::sentence).toList(),
        runs(entries),
        facts.version(),
        state.name(),
        unchecked(entries));
  }

  private static List<LedgerAdopted.Run> runs(EntriesAccount entries) {
    List<LedgerAdopted.Run> runs = new ArrayList<>();
    for (VersionRun run : entries.runs().first()) {
      String value = Objects.requireNonNullElse(run.value(), "null");
      runs.add(new LedgerAdopted.Run(run.first(), run.last(), value));
    }
    return runs;
  }

  /** What nobody can know any more is said, too. */
  private static List<String> unchecked(EntriesAccount entries) {
    Stream<String> counted = entries.unchecked().stream().map(Adoption::sentence);
    return Stream.concat(
            counted, Stream.of("what happened to the entries before they were adopted"))
        .toList();
  }

  private static String sentence(Unchecked unchecked) {
    String subject = unchecked.subject().isEmpty() ? "" : " (" + unchecked.subject() + ")";
    return unchecked.count()
        + " "
        + unchecked.reason().meaning()
        + subject
        + ", the first of them entry "
        + unchecked.first();
  }
}
