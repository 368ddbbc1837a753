package org.auditledger.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import org.auditledger.checkpoint.SealException.Trouble;
import org.auditledger.postgres.Explanation;
import org.auditledger.seal.Anchor;

/** Where an anchor is written to. What is there already is never overwritten. */
public record AnchorFile(Path path) {

  public AnchorFile {
    if (path.getFileName() == null) {
      throw new IllegalArgumentException(path + " is no file");
    }
  }

  /**
   * Writes the anchor, whole or not at all. A file that holds exactly this anchor is left as it is.
   *
   * @throws SealException when there is another file, or it cannot be written
   */
  public void write(Anchor anchor) {
    try {
      DurableFile.create(path, anchor.encoded());
    } catch (FileAlreadyExistsException e) {
      requireSame(anchor);
    } catch (NoSuchFileException e) {
      throw failed("there is no such directory", e);
    } catch (IOException e) {
      throw failed(String.valueOf(e.getMessage()), e);
    } catch (UnsupportedOperationException e) {
      throw failed("this file system has no hard links", e);
    }
  }

  private void requireSame(Anchor anchor) {
    byte[] expected = anchor.encoded().getBytes(StandardCharsets.UTF_8);
    try (InputStream in = Files.newInputStream(path)) {
      if (!Arrays.equals(expected, in.readNBytes(expected.length + 1))) {
        throw new SealException(
            Trouble.ANCHOR_FILE,
            "the anchor was not written: " + path + " exists and holds something else",
            "an anchor is evidence, and is never overwritten",
            "name another file, or move this one to where you keep anchors");
      }
    } catch (IOException e) {
      throw failed("it exists and cannot be read: " + e.getMessage(), e);
    }
  }

  private SealException failed(String why, Exception cause) {
    return new SealException(
        Trouble.ANCHOR_FILE,
        new Explanation(
            "the anchor was not written to " + path,
            why,
            "name another place and ask for it again; what was sealed is sealed"),
        cause);
  }
}
