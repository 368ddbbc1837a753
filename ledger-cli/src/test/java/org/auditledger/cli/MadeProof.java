package org.auditledger.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.auditledger.canonical.CanonicalBytes;
import org.auditledger.canonical.FormOutcome;
import org.auditledger.canonical.RowForm;
import org.auditledger.entry.LedgerName;
import org.auditledger.keyfile.SigningKeyFile;
import org.auditledger.seal.Anchor;
import org.auditledger.seal.Checkpoint;
import org.auditledger.seal.Origin;
import org.auditledger.seal.TlogProof;
import org.auditledger.seal.TreeHasher;
import org.auditledger.signature.NoteSigner;
import org.auditledger.testing.LegacyVectors;

/** The first entry that the ancestor wrote, proven in a log that has no other one. */
record MadeProof(Path proof, Path anchor) {

  static MadeProof in(Path directory, SigningKeyFile key) {
    NoteSigner signer = new NoteSigner(key.readVerifierKey().orElseThrow(), key.read(null));
    LegacyVectors.Table entries = LegacyVectors.entriesOfV01();
    CanonicalBytes bytes = new CanonicalBytes();
    if (RowForm.ofEntries(entries.layout()).write(entries.row(0), bytes) != FormOutcome.WRITTEN) {
      throw new IllegalStateException("a vector without a form");
    }
    byte[] leaf = bytes.toBytes();
    LedgerName ledger = new LedgerName(signer.name());
    Checkpoint log =
        new Checkpoint(new Origin(ledger, Origin.Log.ENTRIES), 1, new TreeHasher().leaf(leaf));
    Checkpoint journal =
        new Checkpoint(
            new Origin(ledger, Origin.Log.JOURNAL), 1, new TreeHasher().leaf("a".getBytes(UTF_8)));
    TlogProof proof = new TlogProof(new String(leaf, UTF_8), 0, List.of(), log.sign(signer));
    Anchor anchor = new Anchor(log.sign(signer), journal.sign(signer));
    try {
      return new MadeProof(
          Files.writeString(directory.resolve("entry-1.proof"), proof.encoded()),
          Files.writeString(directory.resolve("entry-1.anchor"), anchor.encoded()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
