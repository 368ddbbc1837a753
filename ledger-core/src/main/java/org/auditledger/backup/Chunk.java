package org.auditledger.backup;

/**
 * Entries that go into one member: the numbers of the first and the last, and the compressed file.
 */
record Chunk(long first, long last, byte[] frame) {}
