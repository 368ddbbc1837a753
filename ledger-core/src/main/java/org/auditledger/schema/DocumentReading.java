package org.auditledger.schema;

/** What came of reading the text of a document. */
public sealed interface DocumentReading {

  /** The text is a document, to the byte. */
  record Read(SchemaDocument document) implements DocumentReading {}

  /** The text is no document, and why: it was cut, edited, or never was one. */
  record Malformed(String reason) implements DocumentReading {}
}
