package org.auditledger.checkpoint;

import java.util.List;
import java.util.function.Consumer;
import org.auditledger.journal.DatabaseIdentity;
import org.auditledger.journal.JournalEntry;
import org.auditledger.journal.JournalReader;
import org.auditledger.seal.Origin;
import org.auditledger.seal.Parsed;
import org.auditledger.seal.SignedNote;
import org.auditledger.signature.TrustedKeys;

/**
 * Where a ledger's journal and checkpoints are read: from its database, or from a backup. What is
 * wrong with them is for who asked to judge; only trouble with the world is an exception.
 */
public interface SealSource {

  /** Reads the whole journal and judges it, and hands out each statement; none where none is. */
  JournalReader journal(TrustedKeys trusted, Consumer<JournalEntry> each);

  /** The notes that are stored for this size of a log; that they parse is all that is known. */
  List<Parsed<SignedNote>> checkpoints(Origin origin, long size);

  /** The notes that are stored for larger sizes, the largest first; of very many not all. */
  List<Parsed<SignedNote>> checkpointsBeyond(Origin origin, long size);

  /** Which database the ledger is in, or was in when the backup was taken. */
  DatabaseIdentity database();
}
