package org.auditledger.keys;

/**
 * What a statement about a key says, and where it stands in the journal.
 *
 * @param said a {@link org.auditledger.journal.KeyRegistered} or a {@link
 *     org.auditledger.journal.KeyRetired}
 */
public record RecordedKey<T>(long position, T said) {}
