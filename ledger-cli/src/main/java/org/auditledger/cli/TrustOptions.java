package org.auditledger.cli;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.auditledger.keyfile.TrustFiles;
import org.auditledger.signature.TrustedKeys;
import picocli.CommandLine.Option;

/** Whose signatures a command that checks believes. Without any, it believes nobody's. */
final class TrustOptions {

  private static final String VARIABLE = "AUDIT_LEDGER_TRUST";

  private final Surroundings surroundings;

  @Option(
      names = "--trust",
      paramLabel = "FILE_OR_DIRECTORY",
      description =
          "Keys to trust: SPKI PEM for transcripts, a verifier key for notes; repeatable"
              + " (or "
              + VARIABLE
              + ", separated like PATH).")
  private List<Path> named = new ArrayList<>();

  TrustOptions(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** All keys that were named. */
  TrustedKeys keys() {
    return TrustFiles.read(paths());
  }

  private List<Path> paths() {
    if (!named.isEmpty()) {
      return named;
    }
    return surroundings.variable(VARIABLE).stream()
        .flatMap(list -> Stream.of(list.split(Pattern.quote(File.pathSeparator), -1)))
        .filter(path -> !path.isEmpty())
        .map(Path::of)
        .toList();
  }
}
