/**
 * What a database is like, as a document: the structure of a ledger (its digest is the schema
 * fingerprint) and its posture, which is all that protects it. Documents are read, written,
 * recognised by their digest and compared here; what they say is found out in {@code catalog}.
 *
 * <p>Invariant: one set of facts has one text, and one text has one digest. A stored text is either
 * exactly the text of a document, or named as malformed; nothing in between is compared.
 *
 * <p>Documents are immutable and shared between threads.
 */
@NullMarked
package org.auditledger.schema;

import org.jspecify.annotations.NullMarked;
