package org.auditledger.checkpoint;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.auditledger.checkpoint.SealException.Trouble;
import org.auditledger.seal.SignedNote;

/** Where a report is written to. What is there already is never overwritten. */
public record ReportFile(Path path) {

  /**
   * Refuses a place where nothing could be written, for who asks before hours of work.
   *
   * @throws SealException when there is a file, or no directory for one
   */
  public void requireFree() {
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      throw new SealException(
          Trouble.FILE,
          "nothing was verified: the report " + path + " exists already",
          "a report is evidence, and evidence is never overwritten",
          "name another file, or move this one to where you keep what you have to show");
    }
    Path directory = path.toAbsolutePath().getParent();
    if (directory == null || !Files.isDirectory(directory)) {
      throw new SealException(
          Trouble.FILE,
          "nothing was verified: the report " + path + " cannot be written",
          "there is no such directory",
          "make it, or name another place");
    }
  }

  /**
   * Writes the report, whole or not at all. A file that holds exactly this one is left as it is.
   *
   * @throws SealException when there is another file, or it cannot be written
   */
  public void write(SignedNote report) {
    new EvidenceFile(path, "report", "name another place and verify again").write(report.encoded());
  }
}
