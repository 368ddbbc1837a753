package org.auditledger.control;

/**
 * A row of the journal.
 *
 * @param settled whether a transaction wrote it that is known to have committed: not the one that
 *     is reading
 */
record StoredNote(long position, String note, boolean settled) {}
