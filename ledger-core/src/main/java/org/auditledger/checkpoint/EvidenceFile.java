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

/**
 * Where evidence is written to, whole or not at all.
 *
 * @param what it is, in words
 * @param again what to do when there was no place for it
 */
record EvidenceFile(Path path, String what, String again) {

  EvidenceFile {
    if (path.getFileName() == null) {
      throw new IllegalArgumentException(path + " is no file");
    }
  }

  /**
   * Writes it. A file that holds exactly this is left as it is, and any other one too.
   *
   * @throws SealException when there is another file, or it cannot be written
   */
  void write(String text) {
    try {
      DurableFile.create(path, text);
    } catch (FileAlreadyExistsException e) {
      requireSame(text);
    } catch (NoSuchFileException e) {
      throw failed("there is no such directory", e);
    } catch (IOException e) {
      throw failed(String.valueOf(e.getMessage()), e);
    } catch (UnsupportedOperationException e) {
      throw failed("this file system has no hard links", e);
    }
  }

  /** Up to so many bytes of what is there. */
  byte[] read(int most) {
    try (InputStream in = Files.newInputStream(path)) {
      return in.readNBytes(most);
    } catch (IOException e) {
      throw failed("it exists and cannot be read: " + e.getMessage(), e);
    }
  }

  private void requireSame(String text) {
    byte[] expected = text.getBytes(StandardCharsets.UTF_8);
    if (!Arrays.equals(expected, read(expected.length + 1))) {
      throw new SealException(
          Trouble.FILE,
          "the " + what + " was not written: " + path + " exists and holds something else",
          "it is evidence, and evidence is never overwritten",
          "name another file, or move this one to where you keep what you have to show");
    }
  }

  SealException failed(String why, Exception cause) {
    return new SealException(
        Trouble.FILE,
        new Explanation("the " + what + " was not written to " + path, why, again),
        cause);
  }
}
