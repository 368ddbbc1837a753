/**
 * From a row to the bytes that are hashed: the legacy form that the chain is made of, the row form
 * that the seal is made of, and Python's JSON that envelopes and transcripts were hashed as.
 *
 * <p>Every form here is frozen: a change is a new form with a new name. A form is injective, so
 * that two rows that differ in what it covers never have the same bytes; what cannot be written
 * injectively is refused with a value, because whoever tampers chooses what is in the row. Nothing
 * here knows how rows are fetched, and a form never allocates for a row that has one.
 *
 * <p>{@link org.auditledger.canonical.CanonicalBytes}, the forms and the search keep buffers: each
 * belongs to one thread.
 */
@NullMarked
package org.auditledger.canonical;

import org.jspecify.annotations.NullMarked;
