package org.auditledger.journal;

/**
 * A hold that was placed and not released. It may have expired.
 *
 * @param position of the statement that placed it
 */
public record Hold(long position, HoldPlaced placed) {}
