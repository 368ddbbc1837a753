package org.auditledger.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.auditledger.backup.BackupException.Trouble;
import org.auditledger.chain.Head;
import org.auditledger.checkpoint.SealAudit;
import org.auditledger.container.BackupHeader;
import org.auditledger.container.BackupManifest;
import org.auditledger.container.BackupWriter;
import org.auditledger.container.ManifestNote;
import org.auditledger.container.SchemaText;
import org.auditledger.control.JournalTable;
import org.auditledger.entry.LedgerName;
import org.auditledger.journal.JournalHead;
import org.auditledger.ledger.LedgerTable;
import org.auditledger.postgres.DatabaseException;
import org.auditledger.postgres.Server;
import org.auditledger.postgres.Session;
import org.auditledger.postgres.SessionSettings;
import org.auditledger.postgres.TableLayout;
import org.auditledger.row.RowLayout;
import org.auditledger.signature.TrustedKeys;
import org.auditledger.verify.HeapAccount;

/** Takes a backup of a ledger. */
public final class Backup {

  /** What is written, for people. */
  static final String NOUN = "backup";

  private final Server server;
  private final BackupRequest request;
  private final Optional<BackupSigning> signing;
  private final String tool;
  private final BackupWatch watch;

  /**
   * @param signing who answers for it; without, the manifest is unsigned and nothing is recorded
   * @param tool what takes it, and its version
   */
  public Backup(
      Server server,
      BackupRequest request,
      Optional<BackupSigning> signing,
      String tool,
      BackupWatch watch) {
    this.server = server;
    this.request = request;
    this.signing = signing;
    this.tool = tool;
    this.watch = watch;
  }

  /**
   * Takes it.
   *
   * @throws BackupException when there is none now, and why
   * @throws DatabaseException when the source cannot be read to its end; nothing is left either
   */
  public BackupTaken take() {
    try (TargetFile target = TargetFile.create(request.output(), NOUN)) {
      ManifestNote manifest;
      try (Session lead = Session.open(server, SessionSettings.reading())) {
        manifest = write(lead, lead.exportSnapshot(), target);
      }
      watch.step("reading back what was written");
      var sha256 = target.settle();
      Optional<JournalHead> statement = record(manifest.manifest());
      target.publish();
      return new BackupTaken(
          request.output(),
          target.size(),
          sha256,
          manifest.manifest(),
          manifest.note().isPresent(),
          request.encryption().isPresent(),
          statement);
    } catch (SQLException e) {
      throw DatabaseException.of("backing up the ledger", e);
    } catch (IOException e) {
      throw TargetFile.failed(request.output(), NOUN, e);
    }
  }

  private ManifestNote write(Session lead, String snapshotName, TargetFile target)
      throws SQLException, IOException {
    Connection connection = lead.connection();
    Snapshot snapshot = new Snapshot(lead);
    requireRoom(snapshot, target);
    TrustedKeys trusted = trusted(connection);
    SealAudit seals = SealAudit.read(connection, trusted, Optional.empty());
    Soundness.require(seals);
    RowLayout layout = layout(lead);
    SourceFacts facts = SourceFacts.read(connection, tool);
    LedgerName name = name(seals);
    boolean recorded = seals.hasJournal() && !facts.source().standby();
    for (BackupSigning by : signing.stream().toList()) {
      by.requireFor(name, server, recorded);
    }
    BackupHeader header = snapshot.header(name, layout, seals.hasJournal(), request.buffer());
    Optional<BackupFile.Identity> parent = request.parent().map(BackupFile::identity);
    parent.ifPresent(older -> requireParent(older, header, trusted));
    OutputStream out = target.out();
    if (request.encryption().isPresent()) {
      out = request.encryption().get().encrypting(out);
    }
    BackupWriter writer = new BackupWriter(out);
    writer.header(header);
    writer.schemaText(SchemaText.of(header));
    HeapAccount account = entries(lead, snapshotName, layout, seals, parent, writer);
    if (seals.hasJournal()) {
      watch.step("copying the journal");
      snapshot.writeHistory(writer, request.output());
    }
    snapshot.writeBuffer(writer, header);
    long size = parent.map(older -> older.manifest().manifest().head().sequence()).orElse(0L);
    Head head = account.entries().head().orElseThrow();
    ManifestNote manifest =
        writer.finish(
            new BackupManifest(
                header.ledger(),
                facts.at(),
                facts.source(),
                size + 1,
                head.sequence() - size,
                head,
                account.entries().root().orElseThrow(),
                seals.hasJournal() ? Optional.of(seals.journal().head()) : Optional.empty(),
                header.ledgerSchema().structure().digest(),
                header.ledgerSchema().posture().digest(),
                parent.map(older -> Continuation.of(older, account)),
                writer.members()),
            signing.map(BackupSigning::signer));
    out.close();
    return manifest;
  }

  /** A ledger without a journal has none that anybody could have signed. */
  private TrustedKeys trusted(Connection connection) throws SQLException {
    return signing.isPresent() && JournalTable.exists(connection)
        ? signing.get().and(request.trusted())
        : request.trusted();
  }

  private void requireRoom(Snapshot snapshot, TargetFile target) throws SQLException {
    long bytes = snapshot.bytes(request.buffer());
    if (request.parent().isEmpty() && target.room() < bytes) {
      throw new BackupException(
          Trouble.FILE,
          "nothing was backed up: there is not enough room for " + request.output(),
          String.format(
              Locale.ROOT,
              "the tables have %,d bytes, which a backup stays below, and there are %,d free",
              bytes,
              target.room()),
          "make room, or name a file on another disk");
    }
  }

  private static RowLayout layout(Session lead) {
    if (LedgerTable.layout(lead) instanceof TableLayout.Found found) {
      return found.layout();
    }
    throw new BackupException(
        Trouble.NOT_A_LEDGER,
        "nothing was backed up: there is no ledger here",
        "there is no table public.ledger_entries that can be read as a ledger's",
        "check the connection string");
  }

  /** A ledger that has a name has only that one. */
  private LedgerName name(SealAudit seals) {
    Optional<LedgerName> known = seals.journal().ledger();
    Optional<LedgerName> given = request.name();
    if (known.isPresent() && given.isPresent() && !known.equals(given)) {
      throw new BackupException(
          Trouble.NOT_A_LEDGER,
          "nothing was backed up: the ledger here is " + known.get() + ", not " + given.get(),
          "its journal says so",
          "leave --name out, or connect to the other database");
    }
    return known
        .or(() -> given)
        .orElseThrow(
            () ->
                new BackupException(
                    Trouble.NOT_A_LEDGER,
                    "nothing was backed up: the ledger has no name yet",
                    "it was never adopted, and its backup has to say of what it is",
                    "give the name that it is to have: --name LEDGER"));
  }

  private static void requireParent(
      BackupFile.Identity parent, BackupHeader header, TrustedKeys trusted) {
    BackupManifest older = parent.manifest().manifest();
    Continuation.requireSigned(parent.manifest(), trusted);
    if (!older.ledger().equals(header.ledger())) {
      throw new BackupException(
          Trouble.INVALID,
          "nothing was backed up: the older backup is of ledger " + older.ledger(),
          "this one is " + header.ledger(),
          "name a backup of this ledger after --incremental-from");
    }
    if (!parent.header().entries().equals(header.entries())) {
      throw new BackupException(
          Trouble.INVALID,
          "nothing was backed up: the entries have other columns than in the older backup",
          "the ledger was migrated since",
          "take a whole backup, without --incremental-from");
    }
  }

  private HeapAccount entries(
      Session lead,
      String snapshotName,
      RowLayout layout,
      SealAudit seals,
      Optional<BackupFile.Identity> parent,
      BackupWriter writer)
      throws IOException, SQLException {
    Head head =
        LedgerTable.head(lead.connection())
            .orElseThrow(() -> EntriesCopy.unsound("the last entry has no number, or no hash"));
    Optional<BackupManifest> older = parent.map(file -> file.manifest().manifest());
    long before = older.map(manifest -> manifest.head().sequence()).orElse(0L);
    if (before > head.sequence()) {
      throw Continuation.rolledBack(before, head.sequence());
    }
    NavigableSet<Long> sizes = new TreeSet<>();
    seals.expected().forEach(expected -> sizes.add(expected.size()));
    older.ifPresent(manifest -> sizes.add(before));
    watch.step("copying " + head.sequence() + " entries");
    HeapAccount account =
        new EntriesCopy(
                server,
                snapshotName,
                layout,
                seals.journal().trusted(),
                sizes,
                before + 1,
                head.sequence(),
                request.jobs(),
                watch)
            .write(writer, request.jobs());
    Soundness.require(account, head, new Snapshot(lead).entries());
    Soundness.requireSealed(seals.expected(), account);
    older.ifPresent(manifest -> Continuation.requireSame(manifest, account));
    return account;
  }

  /** Records it, where there is a journal that can be written to, and somebody who signs. */
  private Optional<JournalHead> record(BackupManifest manifest) throws SQLException {
    if (signing.isEmpty() || manifest.journal().isEmpty() || manifest.source().standby()) {
      return Optional.empty();
    }
    watch.step("recording the backup in the journal");
    return Optional.of(signing.get().record(server, manifest, request.encryption().isPresent()));
  }
}
