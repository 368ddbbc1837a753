package org.auditledger.schema;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads the canonical JSON of documents: an object of objects of strings. Escapes are taken as JSON
 * has them; that they are the canonical ones, that members are sorted and nothing is said twice, is
 * held by writing the document again and comparing.
 */
final class DocumentText {

  private final String text;
  private int at;

  private DocumentText(String text) {
    this.text = text;
  }

  static DocumentReading read(String text) {
    DocumentText reader = new DocumentText(text);
    try {
      return reader.comparedWith(reader.document());
    } catch (MalformedTextException e) {
      return new DocumentReading.Malformed(reader.at, e.reason());
    } catch (IllegalArgumentException e) {
      return new DocumentReading.Malformed(reader.at, "what it says is no document");
    }
  }

  private DocumentReading comparedWith(SchemaDocument document) throws MalformedTextException {
    if (at < text.length()) {
      throw new MalformedTextException("text follows the document");
    }
    String canonical = document.text();
    if (canonical.equals(text)) {
      return new DocumentReading.Read(document);
    }
    int same = 0;
    while (same < text.length()
        && same < canonical.length()
        && text.charAt(same) == canonical.charAt(same)) {
      same++;
    }
    return new DocumentReading.Malformed(same, "not written in the canonical form");
  }

  private SchemaDocument document() throws MalformedTextException {
    expect("{\"_form\":");
    DocumentKind kind = kind(string());
    SortedMap<String, SortedMap<String, String>> objects = new TreeMap<>();
    while (peek() == ',') {
      at++;
      String object = string();
      expect(":");
      objects.put(object, properties());
    }
    expect("}");
    return new SchemaDocument(kind, objects);
  }

  private SortedMap<String, String> properties() throws MalformedTextException {
    SortedMap<String, String> properties = new TreeMap<>();
    expect("{");
    while (true) {
      String property = string();
      expect(":");
      properties.put(property, string());
      if (peek() != ',') {
        expect("}");
        return properties;
      }
      at++;
    }
  }

  private static DocumentKind kind(String form) throws MalformedTextException {
    for (DocumentKind kind : DocumentKind.values()) {
      if (kind.form().equals(form)) {
        return kind;
      }
    }
    throw new MalformedTextException("the form \"" + form + "\" is not known here");
  }

  private String string() throws MalformedTextException {
    expect("\"");
    StringBuilder value = new StringBuilder();
    while (true) {
      char c = next();
      if (c == '"') {
        return value.toString();
      }
      if (c < 0x20) {
        at--;
        throw new MalformedTextException("a control character that is not escaped");
      }
      value.append(c == '\\' ? escaped() : c);
    }
  }

  private char escaped() throws MalformedTextException {
    char c = next();
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 't' -> '\t';
      case 'n' -> '\n';
      case 'f' -> '\f';
      case 'r' -> '\r';
      case 'u' -> fourDigits();
      default -> {
        at--;
        throw new MalformedTextException("an escape that JSON does not have");
      }
    };
  }

  private char fourDigits() throws MalformedTextException {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(next(), 16);
      if (digit < 0) {
        at--;
        throw new MalformedTextException("an escape without four hexadecimal digits");
      }
      value = value << 4 | digit;
    }
    return (char) value;
  }

  private void expect(String punctuation) throws MalformedTextException {
    for (int i = 0; i < punctuation.length(); i++) {
      if (next() != punctuation.charAt(i)) {
        at--;
        throw new MalformedTextException("expected " + punctuation);
      }
    }
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : '\0';
  }

  private char next() throws MalformedTextException {
    if (at == text.length()) {
      throw new MalformedTextException("the text ends too early");
    }
    return text.charAt(at++);
  }

  /** Carries the reason out of the depth of the text; it never leaves this class. */
  private static final class MalformedTextException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;

    MalformedTextException(String reason) {
      super(reason, null, false, false);
      this.reason = reason;
    }

    String reason() {
      return reason;
    }
  }
}
