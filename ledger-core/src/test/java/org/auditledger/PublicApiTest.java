package org.auditledger;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.auditledger.append.AppendException;
import org.auditledger.append.LedgerWriter;
import org.auditledger.append.WriterSettings;
import org.auditledger.audit.AuditException;
import org.auditledger.chain.Head;
import org.auditledger.chain.Noted;
import org.auditledger.checkpoint.SealException;
import org.auditledger.checkpoint.SealOrder;
import org.auditledger.checkpoint.SealSchedule;
import org.auditledger.control.HistoryBrokenException;
import org.auditledger.control.SignerRefusedException;
import org.auditledger.entry.Digest;
import org.auditledger.entry.Evaluation;
import org.auditledger.keyfile.KeyFileException;
import org.auditledger.keyfile.SigningKeyFile;
import org.auditledger.migrate.MigrationException;
import org.auditledger.postgres.ConnectionStringException;
import org.auditledger.postgres.DatabaseException;
import org.auditledger.postgres.DatabaseUnreachableException;
import org.auditledger.seal.Anchor;
import org.auditledger.signature.PrivateKey;
import org.auditledger.signature.RefusedKeyException;
import org.auditledger.testing.GeneratedFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an application may rely on is known, is small, and is explained. */
class PublicApiTest {

  private static final Path SOURCES = Path.of("src/main/java");

  /** What an application begins with, and what comes to it unasked. */
  private static final List<Class<?>> ROOTS =
      List.of(
          Ledger.class,
          LedgerKey.class,
          Evidence.class,
          SigningKeyFile.class,
          AppendException.class,
          AuditException.class,
          ConnectionStringException.class,
          DatabaseException.class,
          DatabaseUnreachableException.class,
          HistoryBrokenException.class,
          KeyFileException.class,
          MigrationException.class,
          RefusedKeyException.class,
          SealException.class,
          SignerRefusedException.class);

  /** Of these an application may only use what is named; all else is for other packages of ours. */
  private static final Map<Class<?>, Set<String>> PARTLY =
      Map.ofEntries(
          entry(Anchor.class, Set.of("encoded")),
          entry(Digest.class, Set.of("hex", "of", "ofHex", "sha256", "toBytes")),
          entry(Head.class, Set.of("GENESIS", "hash", "sequence")),
          entry(LedgerWriter.class, Set.of("append", "check", "close", "sealing", "submit")),
          entry(Noted.class, Set.of("first", "total")),
          entry(PrivateKey.class, Set.of()),
          entry(SealOrder.class, Set.of()),
          entry(SigningKeyFile.class, Set.of("SigningKeyFile", "read")));

  /** Of all others only the library makes any, so that they may get more components. */
  private static final Set<Class<?>> MADE_BY_CALLERS =
      Set.of(Evaluation.class, SealSchedule.class, SigningKeyFile.class);

  private static final PublicApi API = PublicApi.reachedFrom(ROOTS, PARTLY, MADE_BY_CALLERS);

  @Test
  void it_is_what_is_listed() throws IOException {
    GeneratedFile.is(Path.of("..", "docs", "library-api.txt"), API.listing());
  }

  @Test
  void it_is_small() {
    // The library has some four hundred public types. More than these are no interface any more.
    assertThat(API.types()).hasSizeLessThanOrEqualTo(64);
    assertThat(API.types()).contains(LedgerWriter.class, WriterSettings.class);
  }

  /** As javadoc would look at it, without what else that does for ten seconds. */
  @Test
  void all_of_it_is_explained(@TempDir Path directory) throws IOException {
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    List<String> options =
        List.of(
            "-Xdoclint:all/public",
            "-Xmaxwarns",
            "10000",
            "-proc:none",
            "-parameters",
            "-classpath",
            System.getProperty("java.class.path"),
            "-d",
            directory.toString());
    try (StandardJavaFileManager files =
        javac.getStandardFileManager(found, Locale.ENGLISH, null)) {
      Iterable<? extends JavaFileObject> sources = files.getJavaFileObjectsFromPaths(sources());
      assertThat(javac.getTask(null, files, found, options, null, sources).call())
          .as("%s", found.getDiagnostics())
          .isTrue();
    }
    assertThat(complaints(found)).isEmpty();
  }

  /** The files of all types that an application may use as they are. */
  private static List<Path> sources() {
    List<Path> sources = new ArrayList<>();
    sources.add(SOURCES.resolve("org/auditledger/package-info.java"));
    for (Class<?> type : API.types()) {
      if (type.getEnclosingClass() == null && !PARTLY.containsKey(type)) {
        sources.add(SOURCES.resolve(type.getName().replace('.', '/') + ".java"));
      }
    }
    return sources;
  }

  private static List<String> complaints(DiagnosticCollector<JavaFileObject> found)
      throws IOException {
    List<String> complaints = new ArrayList<>();
    for (Diagnostic<? extends JavaFileObject> one : found.getDiagnostics()) {
      String message = one.getMessage(Locale.ENGLISH);
      JavaFileObject file = one.getSource();
      // A sentence about a method says what comes out of it; a tag that says it again is not
      // missed.
      if (file != null && !message.matches("no @(param|return|throws).*") && !isPlain(one)) {
        complaints.add(file.getName() + ":" + one.getLineNumber() + " " + message);
      }
    }
    return complaints;
  }

  /**
   * A record says above it what its components are, and these codes say themselves what they mean.
   */
  private static boolean isPlain(Diagnostic<? extends JavaFileObject> one) throws IOException {
    String code = one.getSource().getCharContent(true).toString();
    String line = code.lines().skip(one.getLineNumber() - 1).findFirst().orElseThrow();
    return one.getMessage(Locale.ENGLISH).equals("no comment")
        && (line.matches(" +public \\w+ \\{")
            || one.getSource().getName().matches(".*/(FindingCode|KeyRefusal)\\.java"));
  }
}
