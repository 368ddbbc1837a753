package org.auditledger.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.auditledger.seal.Anchor;
import org.auditledger.seal.Parsed;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which anchor somebody has kept. */
final class AnchorOption {

  private static final String VARIABLE = "AUDIT_LEDGER_ANCHOR";

  /** An anchor with as many signatures as there can be has less. */
  private static final int MAX_LENGTH = 1 << 16;

  private final Surroundings surroundings;

  @Option(
      names = "--anchor",
      paramLabel = "FILE",
      description = "An anchor that was kept outside (or " + VARIABLE + ").")
  private @Nullable Path named;

  AnchorOption(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** The file that was named. */
  Optional<Path> file() {
    return Optional.ofNullable(named).or(() -> surroundings.variable(VARIABLE).map(Path::of));
  }

  /** Whether it was named here, and not by a variable that may have been set long ago. */
  boolean isNamed() {
    return named != null;
  }

  /** The anchor in it. Whether it is to be believed is not looked at. */
  Optional<Anchor> read() {
    return file().map(AnchorOption::read);
  }

  /** The anchor in a file that was named. */
  static Anchor read(Path file) {
    Parsed<Anchor> parsed = Anchor.parse(bytes(file, "anchor", MAX_LENGTH));
    if (parsed instanceof Parsed.Malformed<Anchor> malformed) {
      throw new CommandFailed(
          new Failure(
              ExitCode.USAGE,
              file + " is no anchor",
              malformed.why(),
              "name the file as it was written; audit-ledger checkpoint export writes one"));
    }
    return ((Parsed.Value<Anchor>) parsed).value();
  }

  /** What is in a file that somebody named, up to so many bytes. */
  static byte[] bytes(Path file, String what, int most) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(most + 1);
      if (bytes.length > most) {
        throw unreadable(file, what, "it is longer than any " + what, null);
      }
      return bytes;
    } catch (NoSuchFileException e) {
      throw unreadable(file, what, "there is no such file", e);
    } catch (IOException e) {
      throw unreadable(file, what, String.valueOf(e.getMessage()), e);
    }
  }

  private static CommandFailed unreadable(
      Path file, String what, String why, @Nullable Exception cause) {
    Failure failure =
        new Failure(
            ExitCode.USAGE, "the " + what + " " + file + " cannot be read", why, "check the path");
    return cause == null ? new CommandFailed(failure) : new CommandFailed(failure, cause);
  }
}
