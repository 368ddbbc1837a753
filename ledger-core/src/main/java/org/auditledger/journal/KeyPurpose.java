package org.auditledger.journal;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a key signs. One key may do both; it is registered, and retired, for each. */
public enum KeyPurpose {
  /** Statements and checkpoints. Its id is the eight hexadecimal digits of its verifier key. */
  NOTE("note", "[0-9a-f]{8}"),
  /** Transcripts. Its id is its {@code signing_key_id}. */
  TRANSCRIPT("transcript", "sha256:[0-9a-f]{64}");

  private final String word;
  private final Pattern id;

  KeyPurpose(String word, String id) {
    this.word = word;
    this.id = Pattern.compile(id);
  }

  /** What a key of this id signs; nothing when it is no key's id. */
  public static Optional<KeyPurpose> ofId(String text) {
    return Arrays.stream(values()).filter(purpose -> purpose.isId(text)).findFirst();
  }

  static Optional<KeyPurpose> find(String word) {
    return Arrays.stream(values()).filter(purpose -> purpose.word.equals(word)).findFirst();
  }

  /** The word that statements use. */
  public String word() {
    return word;
  }

  boolean isId(String text) {
    return id.matcher(text).matches();
  }
}
