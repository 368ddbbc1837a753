package org.auditledger.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import org.auditledger.backup.BackupException;
import org.auditledger.backup.TargetFile;
import org.auditledger.entry.Digest;

/** Where a page is written to: whole, and over nothing. */
record PageFile(Path path, TargetFile target) implements AutoCloseable {

  private static final String NOUN = "report";

  static PageFile create(Path path) {
    return new PageFile(path, TargetFile.create(path, NOUN));
  }

  WrittenReport write(AuditPage page) {
    byte[] html = page.html().getBytes(StandardCharsets.UTF_8);
    try (OutputStream out = target.out()) {
      out.write(html);
      out.flush();
      Digest sha256 = target.settle();
      target.publish();
      return WrittenReport.of(path, html.length, sha256, page);
    } catch (IOException e) {
      throw notWritten(page, TargetFile.failed(path, NOUN, e));
    } catch (BackupException e) {
      throw notWritten(page, e);
    }
  }

  /** What was found outweighs that it could not be kept. */
  private static CommandFailed notWritten(AuditPage page, BackupException e) {
    ExitCode worst =
        ExitCode.combine(Set.of(ExitCode.of(page.verified().exit()), ExitCode.REFUSED));
    return new CommandFailed(Failures.of(worst, e.explanation()), e);
  }

  @Override
  public void close() {
    target.close();
  }
}
