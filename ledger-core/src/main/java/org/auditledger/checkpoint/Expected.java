package org.auditledger.checkpoint;

import org.auditledger.entry.Digest;

/**
 * What the entries have to come to, up to one of them.
 *
 * @param size how many entries
 * @param byAnchor whether somebody has kept that outside; otherwise the ledger says it of itself
 */
public record Expected(long size, Digest root, boolean byAnchor) {}
