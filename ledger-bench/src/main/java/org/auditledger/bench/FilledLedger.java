package org.auditledger.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.auditledger.append.LedgerWriter;
import org.auditledger.append.Submission;
import org.auditledger.append.WriterSettings;
import org.auditledger.bench.Contest.Contestant;
import org.auditledger.entry.EntryDraft;
import org.auditledger.keyfile.SigningKeyFile;

/** A ledger that is filled and sealed, for verifiers to be measured on. */
record FilledLedger(BenchServer server, String database) {

  private static final int BATCH = 1000;

  /** All that applies: whom to trust, and an anchor. */
  static final String VERIFY =
      "./audit-ledger verify --ledger-db {dsn} --trust {key}.vkey --anchor {directory}/anchor";

  /** A whole one, signed; it must not be there yet. */
  static final String BACKUP =
      "./audit-ledger backup --ledger-db {dsn} --signing-key {key} --output {directory}/backup";

  /** All of it; the file must not be there yet. */
  static final String EXPORT =
      "./audit-ledger export --ledger-db {dsn} --output {directory}/export.csv";

  static FilledLedger create(BenchServer server, String database)
      throws IOException, InterruptedException, SQLException {
    server.createLedger(database);
    return new FilledLedger(server, database);
  }

  static Contestant contestant(String name, String command) {
    return new Contestant(name, words(command));
  }

  private static List<String> words(String command) {
    return List.of(command.split(" ", -1));
  }

  /** Appends entries without an envelope. */
  void append(long first, long last) throws InterruptedException {
    fill(first, last, WriterSettings.standard(), BenchEntry::draft);
  }

  /** Appends entries with a transcript, signed with the ledger's own key. */
  void appendSigned(long first, long last) throws InterruptedException {
    SigningKeyFile key = new SigningKeyFile(server.directory().resolve(database + ".key"));
    WriterSettings settings = WriterSettings.standard().withTranscriptKey(key.read(null));
    fill(first, last, settings, BenchEntry::signedDraft);
  }

  private void fill(long first, long last, WriterSettings settings, LongFunction<EntryDraft> draft)
      throws InterruptedException {
    try (LedgerWriter writer =
        LedgerWriter.open(server.ledger(database), settings, Clock.systemUTC())) {
      for (long begin = first; begin <= last; begin += BATCH) {
        long end = Math.min(last, begin + BATCH - 1);
        Submission submission =
            writer.submit(LongStream.rangeClosed(begin, end).mapToObj(draft).toList());
        if (end == last) {
          submission.await();
        }
      }
    }
  }

  /** Seals all there is. */
  void seal() throws IOException, InterruptedException, SQLException {
    run("./audit-ledger checkpoint create --ledger-db {dsn} --signing-key {key}");
    // As a server leaves a table after a while: else the first to read it would write it, too.
    try (Connection connection = server.connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute("vacuum (freeze, analyze) public.ledger_entries");
    }
    server.checkpoint();
  }

  /** Keeps an anchor of all there is. */
  void anchor() throws IOException, InterruptedException {
    run(
        "./audit-ledger checkpoint export --ledger-db {dsn} --signing-key {key}"
            + " --output {directory}/anchor");
  }

  void backUp() throws IOException, InterruptedException {
    run(BACKUP);
  }

  /** Where a backup of it goes. */
  Path backup() {
    return server.directory().resolve("backup");
  }

  /** Where an export of it goes. */
  Path export() {
    return server.directory().resolve("export.csv");
  }

  private void run(String command) throws IOException, InterruptedException {
    server.run(server.filledIn(words(command), database), database);
  }

  /** Runs commands on it in turn. */
  List<Medians> measure(int rounds, Contestant... contestants)
      throws IOException, InterruptedException, SQLException {
    return Contest.medians(List.of(contestants), rounds, this::measure);
  }

  Run measure(List<String> command) throws IOException, InterruptedException {
    return Run.of(server.process(server.filledIn(command, database), database));
  }
}
