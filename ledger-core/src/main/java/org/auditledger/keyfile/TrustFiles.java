package org.auditledger.keyfile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.auditledger.signature.KeyReading;
import org.auditledger.signature.RefusedKeyException;
import org.auditledger.signature.TrustedKeys;

/**
 * The files that say whom to trust. Each holds one key: a public key in PEM, for transcripts, or
 * the line of a verifier key, for notes.
 */
public final class TrustFiles {

  /** More keys than anybody can know the owners of. */
  private static final int MAX_FILES = 1000;

  private TrustFiles() {}

  /**
   * Reads files, and of directories what is directly in them and ends in {@code .pub} or {@code
   * .vkey}: other names are none of ours, and the private key may be among them.
   *
   * @throws KeyFileException when one cannot be read, or a directory has no key
   * @throws RefusedKeyException when one holds no usable key, or two are ambiguous
   */
  public static TrustedKeys read(List<Path> filesOrDirectories) {
    TrustedKeys trusted = TrustedKeys.NONE;
    for (Path fileOrDirectory : filesOrDirectories) {
      for (Path file :
          Files.isDirectory(fileOrDirectory) ? keysIn(fileOrDirectory) : List.of(fileOrDirectory)) {
        String what = "trusted key " + file;
        trusted = read(file, what).then(trusted::and).orThrow(what);
      }
    }
    return trusted;
  }

  /**
   * Reads one key that somebody names, to trust it or not.
   *
   * @throws KeyFileException when the file cannot be read
   * @throws RefusedKeyException when it holds no usable key
   */
  public static TrustedKeys readOne(Path file) {
    String what = "key " + file;
    return read(file, what).orThrow(what);
  }

  private static KeyReading<TrustedKeys> read(Path file, String what) {
    return TrustedKeys.read(new String(KeyBytes.readPublic(file, what), StandardCharsets.UTF_8));
  }

  private static List<Path> keysIn(Path directory) {
    String what = "trusted keys in " + directory;
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory, TrustFiles::isKey)) {
      for (Path file : stream) {
        files.add(file);
        if (files.size() > MAX_FILES) {
          throw new KeyFileException(
              what + ": more than " + MAX_FILES + " files; name those you trust");
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      throw new KeyFileException(what + ": cannot be listed: " + e.getMessage(), e);
    }
    if (files.isEmpty()) {
      throw new KeyFileException(
          what + ": no file there ends in .pub or .vkey; put the keys there, or name a file");
    }
    files.sort(null);
    return files;
  }

  private static boolean isKey(Path file) {
    String name = String.valueOf(file.getFileName());
    return !name.startsWith(".") && (name.endsWith(".pub") || name.endsWith(".vkey"));
  }
}
