package org.auditledger.age;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.exceptionfactory.jagged.RecipientStanzaReader;
import com.exceptionfactory.jagged.x25519.X25519RecipientStanzaReaderFactory;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.auditledger.age.AgeException.Trouble;

/** What files are opened with: private keys, a passphrase, or both; each file takes its own. */
public final class Identities {

  /** None: with these nothing opens, and it is said what a file would take. */
  public static final Identities NONE = new Identities(List.of(), Optional.empty());

  static final String PREFIX = "AGE-SECRET-KEY-";

  /** Each is tried on each of a file's stanzas. */
  private static final int MAX = 100;

  private final List<RecipientStanzaReader> keys;
  private final Optional<PassphraseReader> passphrase;

  private Identities(List<RecipientStanzaReader> keys, Optional<PassphraseReader> passphrase) {
    this.keys = List.copyOf(keys);
    this.passphrase = passphrase;
  }

  /**
   * Reads identities as {@code age-keygen} writes them: one a line, empty lines and comments.
   *
   * @param from what to call the text, should it not be one
   * @throws AgeException when a line is no identity, or there is none, or too many
   */
  public static Identities parse(String text, String from) {
    if (Wrapping.of(text.getBytes(UTF_8)) != Wrapping.NONE) {
      throw refused(from + ": is itself encrypted", "decrypt it first, with: age -d");
    }
    List<String> lines = Lines.of(text);
    List<RecipientStanzaReader> keys = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (!Lines.isSilent(lines.get(i))) {
        keys.add(key(lines.get(i).strip(), from + ", line " + (i + 1)));
      }
    }
    if (keys.isEmpty() || keys.size() > MAX) {
      throw refused(
          from + (keys.isEmpty() ? ": there is no identity" : ": more than " + MAX + " identities"),
          "name the file that age-keygen wrote");
    }
    return new Identities(keys, Optional.empty());
  }

  /** A passphrase, for the files that take one. */
  public static Identities passphrase(char[] passphrase) {
    return passphrase(passphrase, Runtime.getRuntime().maxMemory());
  }

  static Identities passphrase(char[] passphrase, long memory) {
    PassphraseReader reader = new PassphraseReader(PassphraseKey.bytes(passphrase), memory);
    return new Identities(List.of(), Optional.of(reader));
  }

  /**
   * These and those.
   *
   * @throws IllegalArgumentException when there would be two passphrases: each try takes a second
   */
  public Identities and(Identities others) {
    if (passphrase.isPresent() && others.passphrase.isPresent()) {
      throw new IllegalArgumentException("one passphrase at a time");
    }
    List<RecipientStanzaReader> all = new ArrayList<>(keys);
    all.addAll(others.keys);
    return new Identities(all, passphrase.or(() -> others.passphrase));
  }

  /**
   * Decrypts a file. What is read from the stream was authenticated before; after the first {@link
   * AgeException} nothing more comes out of it. What was read before it is genuine, and not all.
   *
   * @param in the file from its beginning; closed with the stream
   * @param file what to call it
   * @throws AgeException when these do not open it, or it is damaged
   * @throws IOException when it cannot be read
   */
  public InputStream decrypting(InputStream in, String file) throws IOException {
    return DecryptingStream.open(in, file, new KeySearch(keys, passphrase, file));
  }

  private static RecipientStanzaReader key(String line, String from) {
    try {
      return X25519RecipientStanzaReaderFactory.newRecipientStanzaReader(line);
    } catch (GeneralSecurityException | RuntimeException e) {
      // Not as the cause: some of its messages quote what they were given, which is secret.
      throw refused(
          from + ": is no identity of age's",
          "name the file that age-keygen wrote; keys of SSH and of age's plugins are not"
              + " supported");
    }
  }

  private static AgeException refused(String what, String next) {
    return new AgeException(
        Trouble.IDENTITY, what, "an identity is a line that begins with " + PREFIX + "1", next);
  }
}
