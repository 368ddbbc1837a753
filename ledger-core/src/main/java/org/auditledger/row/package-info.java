/**
 * A row as bytes: the tuple that PostgreSQL's {@code COPY ... (FORMAT BINARY)} sends and takes.
 *
 * <p>What is hashed is read from these bytes, and what is written is built as these bytes first, so
 * that writer and verifier cannot differ in what they call a row. A {@link RowView} is a window on
 * somebody else's buffer: it is valid until that buffer is filled again, and belongs to one thread.
 * Layouts are immutable and shared.
 */
@NullMarked
package org.auditledger.row;

import org.jspecify.annotations.NullMarked;
