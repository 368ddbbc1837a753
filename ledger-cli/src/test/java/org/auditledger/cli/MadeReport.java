package org.auditledger.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.auditledger.entry.LedgerName;
import org.auditledger.journal.Actor;
import org.auditledger.keyfile.SigningKeyFile;
import org.auditledger.report.Found;
import org.auditledger.report.FoundArea;
import org.auditledger.report.Given;
import org.auditledger.report.GivenScope;
import org.auditledger.report.Made;
import org.auditledger.report.VerifyReport;
import org.auditledger.signature.NoteSigner;
import org.auditledger.verify.Area;
import org.auditledger.verify.AreaReport.Verdict;

/** A report on an empty ledger that nobody has verified. */
final class MadeReport {

  private MadeReport() {}

  static Path in(Path directory, SigningKeyFile key) {
    NoteSigner signer = new NoteSigner(key.readVerifierKey().orElseThrow(), key.read(null));
    try {
      return Files.writeString(directory.resolve("made.report"), report().sign(signer).encoded());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static VerifyReport report() {
    Found found =
        new Found(
            1,
            0,
            Map.of(),
            Optional.empty(),
            Optional.empty(),
            OptionalLong.of(0),
            OptionalLong.empty(),
            true,
            Stream.of(Area.values())
                .map(area -> new FoundArea(area, Verdict.PASS, 0, List.of(), List.of()))
                .toList(),
            List.of(),
            Optional.empty());
    return new VerifyReport(
        Optional.of(new LedgerName("acme/plant-1")),
        new Made(
            Instant.parse("2026-11-26T17:24:05Z"),
            new Actor("auditor", "desk-1", "alice", "audit-ledger 1"),
            Optional.empty(),
            Optional.empty(),
            20),
        new Given(new GivenScope.Whole(), false, false, Optional.empty(), List.of(), List.of()),
        found,
        0,
        "proven: there are no entries");
  }
}
