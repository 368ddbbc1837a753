package org.auditledger.age;

import com.exceptionfactory.jagged.FileKey;
import com.exceptionfactory.jagged.RecipientStanzaWriter;
import com.exceptionfactory.jagged.framework.stream.StandardEncryptingChannelFactory;
import com.exceptionfactory.jagged.x25519.X25519RecipientStanzaWriterFactory;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.auditledger.age.AgeException.Trouble;

/** Who will be able to read a file: the holders of keys, or whoever knows a passphrase. */
public final class Recipients {

  /** A header of twice as many no longer fits into the buffer that it is read with. */
  private static final int MAX = 200;

  private final Map<String, RecipientStanzaWriter> keys;
  private final Optional<PassphraseWriter> passphrase;

  private Recipients(
      Map<String, RecipientStanzaWriter> keys, Optional<PassphraseWriter> passphrase) {
    this.keys = keys;
    this.passphrase = passphrase;
  }

  /**
   * Reads recipients as {@code age -R} does: {@code age1...} one a line, empty lines and comments.
   *
   * @param from what to call the text, should it not be one
   * @throws AgeException when a line is no recipient, or there is none, or too many
   */
  public static Recipients parse(String text, String from) {
    List<String> lines = Lines.of(text);
    Map<String, RecipientStanzaWriter> keys = new LinkedHashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!Lines.isSilent(line)) {
        keys.put(line, key(line, lines.size() == 1 ? from : from + ", line " + (i + 1)));
      }
    }
    return of(keys, from);
  }

  /** Whoever knows the passphrase; there can be nobody else beside. */
  public static Recipients passphrase(char[] passphrase, SecureRandom random) {
    return passphrase(passphrase, PassphraseWriter.WORK_FACTOR, random);
  }

  static Recipients passphrase(char[] passphrase, int workFactor, SecureRandom random) {
    byte[] bytes = PassphraseKey.bytes(passphrase);
    return new Recipients(Map.of(), Optional.of(new PassphraseWriter(bytes, workFactor, random)));
  }

  /**
   * These and those.
   *
   * @throws IllegalArgumentException when a passphrase is among them, as age allows nobody beside
   */
  public Recipients and(Recipients others) {
    if (passphrase.isPresent() || others.passphrase.isPresent()) {
      throw new IllegalArgumentException("a passphrase does not go with other recipients");
    }
    Map<String, RecipientStanzaWriter> all = new LinkedHashMap<>(keys);
    all.putAll(others.keys);
    return of(all, "all recipients together");
  }

  /**
   * Encrypts what is written, to them. The header is written at once. Only {@code close} writes the
   * end, without which the file does not open: a stream that failed writes none.
   *
   * @param out where it goes; closed with the stream
   * @throws IOException when it cannot be written there
   */
  public OutputStream encrypting(OutputStream out) throws IOException {
    List<RecipientStanzaWriter> writers = new ArrayList<>(keys.values());
    passphrase.ifPresent(writers::add);
    try {
      return new EncryptingStream(
          new StandardEncryptingChannelFactory()
              .newEncryptingChannel(Channels.newChannel(out), writers),
          out);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("each key was tried, and Java has the ciphers", e);
    }
  }

  private static Recipients of(Map<String, RecipientStanzaWriter> keys, String from) {
    if (keys.isEmpty() || keys.size() > MAX) {
      throw new AgeException(
          Trouble.RECIPIENT,
          from
              + (keys.isEmpty() ? ": there is no recipient" : ": more than " + MAX + " recipients"),
          "a file is encrypted to one key at least, and all have to fit into its header",
          "write one line that begins with age1 for each who is to read it");
    }
    return new Recipients(keys, Optional.empty());
  }

  private static RecipientStanzaWriter key(String line, String from) {
    if (line.regionMatches(true, 0, Identities.PREFIX, 0, Identities.PREFIX.length())) {
      throw new AgeException(
          Trouble.RECIPIENT,
          from + ": is a private key",
          "who encrypts needs the public key only, which begins with age1",
          "get the public key with: age-keygen -y FILE; if others saw this one, make a new key");
    }
    try {
      RecipientStanzaWriter key = X25519RecipientStanzaWriterFactory.newRecipientStanzaWriter(line);
      // Only use shows a key that makes the same secret with everybody.
      key.getRecipientStanzas(new FileKey());
      return key;
    } catch (GeneralSecurityException | RuntimeException e) {
      throw new AgeException(
          Trouble.RECIPIENT,
          from + ": is no recipient of age's",
          "one begins with age1 and has 62 characters, the last six of which are a check; keys of"
              + " SSH and of age's plugins are not supported",
          "copy it again, whole; age-keygen -y FILE shows that of a key");
    }
  }
}
