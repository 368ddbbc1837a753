package org.auditledger.migrate;

import org.auditledger.entry.Digest;

/**
 * One SQL file of a set.
 *
 * @param path relative to the set, with {@code /} between parts
 * @param sha256 of the file's raw bytes
 */
public record Script(String path, String sql, Digest sha256) {}
