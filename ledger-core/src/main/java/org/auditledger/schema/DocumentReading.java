package org.auditledger.schema;

/** What came of reading the text of a document. */
public sealed interface DocumentReading {

  /** The text is a document, to the byte. */
  record Read(SchemaDocument document) implements DocumentReading {}

  /**
   * The text is no document: it was cut, edited, or never was one.
   *
   * @param offset how many characters were as they should be
   * @param reason what is wrong there
   */
  record Malformed(int offset, String reason) implements DocumentReading {}
}
