/**
 * What the tables of the control set keep, and who writes it: the journal's notes ({@link
 * org.auditledger.control.JournalTable}, {@link org.auditledger.control.Recorder}), the documents
 * that statements name by their digests, and rows that repeat what a statement says for the one SQL
 * function that cannot check a signature.
 *
 * <p>Invariants: whatever is written goes into the caller's transaction, together with what it
 * records; a statement is added only to a journal that has been read from its beginning and found
 * whole, by who may sign there; what is added has been read as every other reader will read it.
 *
 * <p>The append lock comes before the journal's, always. Everything here belongs to one thread at a
 * time.
 */
@NullMarked
package org.auditledger.control;

import org.jspecify.annotations.NullMarked;
