package org.auditledger.keyfile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.auditledger.signature.KeyReading;
import org.auditledger.signature.KeyRefusal;
import org.auditledger.signature.NoteSigner;
import org.auditledger.signature.PrivateKey;
import org.auditledger.signature.PublicKey;
import org.auditledger.signature.RefusedKeyException;
import org.auditledger.signature.VerifierKey;
import org.jspecify.annotations.Nullable;

/**
 * The file of a private key, with its public key beside it in {@code FILE.pub} and its verifier key
 * in {@code FILE.vkey}.
 */
public record SigningKeyFile(Path path) {

  private static final String SECRET = "rw-------";
  private static final String PUBLIC = "rw-r--r--";

  /** Where the public key is: what verifies transcripts. */
  public Path publicKey() {
    return beside(".pub");
  }

  /** Where the verifier key is: what verifies notes. */
  public Path verifierKey() {
    return beside(".vkey");
  }

  /**
   * Reads the key: a PEM file, or the ancestor's 32 bytes.
   *
   * @param passphrase null for a key that is not encrypted; when it turns out to be, the reason of
   *     the exception is {@link KeyRefusal#PASSPHRASE_NEEDED}, and the caller may ask for one
   * @throws KeyFileException when the file cannot be read, or others can
   * @throws RefusedKeyException when there is no usable key in it
   */
  public PrivateKey read(char @Nullable [] passphrase) {
    byte[] bytes = KeyBytes.readSecret(path, what());
    return parse(bytes, passphrase).orThrow(what());
  }

  /**
   * Reads the key and the verifier key beside it, and so who signs.
   *
   * @param passphrase null for a key that is not encrypted
   * @throws KeyFileException when one cannot be read, or the two do not belong together
   * @throws RefusedKeyException when there is no usable key in one
   */
  public NoteSigner readSigner(char @Nullable [] passphrase) {
    PrivateKey key = read(passphrase);
    VerifierKey verifier =
        readVerifierKey()
            .orElseThrow(
                () ->
                    new KeyFileException(
                        what()
                            + ": there is no "
                            + verifierKey()
                            + ", which says for which ledger it signs; put it there"));
    if (!verifier.key().equals(key.publicKey())) {
      throw new KeyFileException(
          what()
              + ": "
              + verifierKey()
              + " is of another key, so that nobody could verify what this one signs; put its own"
              + " there");
    }
    return new NoteSigner(verifier, key);
  }

  /**
   * Reads the verifier key beside it, if there is one: it says under which name this key signs.
   *
   * @throws KeyFileException when the file is there and cannot be read
   * @throws RefusedKeyException when there is no usable key in it
   */
  public Optional<VerifierKey> readVerifierKey() {
    if (Files.notExists(verifierKey(), LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    String what = "verifier key " + verifierKey();
    String text = new String(KeyBytes.readPublic(verifierKey(), what), StandardCharsets.UTF_8);
    return Optional.of(VerifierKey.parse(text.strip()).orThrow(what));
  }

  /**
   * Makes a new key and writes its three files, none of which may exist.
   *
   * <p>The private key comes last: where it exists, the other two do.
   *
   * @param name under which the key will sign notes: the ledger's
   * @param passphrase null to leave the file unencrypted
   * @throws KeyFileException when they cannot all be made; then none of them is left
   */
  public VerifierKey create(String name, char @Nullable [] passphrase, SecureRandom random) {
    PrivateKey key = PrivateKey.generate(random);
    VerifierKey verifier = new VerifierKey(name, key.publicKey());
    String pem = passphrase == null ? key.pem() : key.encryptedPem(passphrase, random);
    making(
        what(),
        List.of(publicKey(), verifierKey(), path),
        made -> {
          writePublic(key.publicKey(), Optional.of(verifier), made);
          writeNew(path, pem, SECRET, made);
          syncDirectory();
          // A key that cannot be read again is noticed now, and not when it has to sign.
          if (!read(passphrase).publicKey().equals(key.publicKey())) {
            throw new KeyFileException(
                what() + ": was written and reads otherwise; check the disk");
          }
        });
    return verifier;
  }

  /**
   * Writes the public files of a key whose private half may be anywhere; neither may exist.
   *
   * @param verifier empty for a key that signs no notes; then there is no file of it
   * @throws KeyFileException when they cannot both be made; then none of them is left
   */
  public void createPublic(PublicKey key, Optional<VerifierKey> verifier) {
    making(
        "public key " + path,
        verifier.isPresent() ? List.of(publicKey(), verifierKey()) : List.of(publicKey()),
        made -> {
          writePublic(key, verifier, made);
          syncDirectory();
        });
  }

  /**
   * Gives a key a name: writes the verifier key beside it, which may not be there.
   *
   * @throws KeyFileException when it cannot be written
   */
  public VerifierKey name(String name, PrivateKey key) {
    VerifierKey verifier = new VerifierKey(name, key.publicKey());
    making(
        what(),
        List.of(verifierKey()),
        made -> {
          writeNew(verifierKey(), verifier + "\n", PUBLIC, made);
          syncDirectory();
        });
    return verifier;
  }

  /** Makes files, and notes which. */
  private interface Making {
    void into(Deque<Path> made) throws IOException;
  }

  /** Makes all of these files, or none. */
  private static void making(String what, List<Path> files, Making making) {
    refuseExisting(what, files);
    Deque<Path> made = new ArrayDeque<>();
    try {
      making.into(made);
    } catch (IOException e) {
      made.forEach(SigningKeyFile::deleteOwn);
      throw new KeyFileException(
          what + ": cannot be written: " + reason(e) + "; choose another place", e);
    } catch (RuntimeException e) {
      made.forEach(SigningKeyFile::deleteOwn);
      throw e;
    }
  }

  private void writePublic(PublicKey key, Optional<VerifierKey> verifier, Deque<Path> made)
      throws IOException {
    writeNew(publicKey(), key.pem(), PUBLIC, made);
    if (verifier.isPresent()) {
      writeNew(verifierKey(), verifier.get() + "\n", PUBLIC, made);
    }
  }

  private static KeyReading<PrivateKey> parse(byte[] bytes, char @Nullable [] passphrase) {
    if (bytes.length == PrivateKey.LENGTH) {
      return passphrase == null
          ? PrivateKey.ofRaw(bytes)
          : new KeyReading.Refused<>(KeyRefusal.PASSPHRASE_NOT_NEEDED);
    }
    String text = new String(bytes, StandardCharsets.UTF_8);
    return passphrase == null ? PrivateKey.ofPem(text) : PrivateKey.ofPem(text, passphrase);
  }

  private static void refuseExisting(String what, List<Path> files) {
    for (Path file : files) {
      // A link that leads nowhere exists too: what would be written through it is not ours.
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        throw new KeyFileException(
            what
                + ": "
                + file
                + " exists already, and a key is never overwritten; choose another file, or move"
                + " the old ones away");
      }
    }
  }

  private static void writeNew(Path file, String text, String permissions, Deque<Path> made)
      throws IOException {
    FileAttribute<?> mode =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
    try (FileChannel channel =
        FileChannel.open(
            file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), mode)) {
      made.push(file);
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  /** Without this, a power failure may forget files whose contents are safe. */
  private void syncDirectory() throws IOException {
    Path directory = path.toAbsolutePath().getParent();
    if (directory != null) {
      try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  /** Removes what this call made, so that a second attempt is not refused. */
  private static void deleteOwn(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // The failure that brought us here is the one to report; this file is named on the next try.
    }
  }

  private static String reason(IOException e) {
    if (e instanceof FileAlreadyExistsException) {
      return e.getMessage() + " appeared in the meantime";
    }
    return e instanceof NoSuchFileException
        ? "there is no such directory"
        : String.valueOf(e.getMessage());
  }

  private Path beside(String suffix) {
    return path.resolveSibling(path.getFileName() + suffix);
  }

  private String what() {
    return "signing key " + path;
  }
}
