package org.auditledger.restore;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.auditledger.entry.Digest;
import org.auditledger.journal.DatabaseIdentity;
import org.auditledger.journal.EntriesSealed;
import org.auditledger.journal.JournalEntry;
import org.auditledger.journal.JournalReader;
import org.auditledger.journal.Kind;
import org.auditledger.journal.Standing;
import org.auditledger.journal.Statement;
import org.auditledger.seal.Parsed;
import org.auditledger.signature.TrustedKeys;
import org.jspecify.annotations.Nullable;

/**
 * A journal as it was read, in a backup or a database. Of each statement it keeps its hash and its
 * kind, to compare two of them: a ledger has one for each thing that was done to it, and few.
 */
final class JournalFound {

  /** A statement; what does not stand has no kind. */
  record Mark(Digest hash, Optional<Kind> kind) {}

  private final JournalReader reader;
  private final List<Mark> marks = new ArrayList<>();
  private long sealed;
  private @Nullable DatabaseIdentity database;

  JournalFound(TrustedKeys trusted) {
    reader = new JournalReader(trusted);
  }

  /** Judges the next note. */
  void accept(long position, String note) {
    accept(reader.accept(position, note), reader.head().hash());
  }

  private void accept(JournalEntry entry, Digest hash) {
    Optional<Statement> statement = entry.statement();
    marks.add(new Mark(hash, statement.map(Statement::kind)));
    if (entry.standing() instanceof Standing.Signed) {
      database = statement.flatMap(DatabaseIdentity::namedBy).orElse(database);
    }
    if (entry.standing() instanceof Standing.Signed
        && statement.filter(said -> said.kind() == Kind.CHECKPOINT).isPresent()
        && EntriesSealed.read(statement.orElseThrow().body())
            instanceof Parsed.Value<EntriesSealed> seal) {
      sealed = Math.max(sealed, seal.value().size());
    }
  }

  /** The journal, judged to its end. */
  JournalReader reader() {
    return reader;
  }

  /** Its statements, the first of them at index 0. */
  List<Mark> marks() {
    return List.copyOf(marks);
  }

  /** Which database it says that the ledger is in. */
  Optional<DatabaseIdentity> database() {
    return Optional.ofNullable(database);
  }

  /** Up to which entry the ledger was sealed. */
  long sealed() {
    return sealed;
  }
}
