package org.auditledger.migrate;

import java.util.Optional;

/**
 * One migration of a set.
 *
 * @param description its name in words
 * @param why what it is for
 * @param locks which locks it takes, and what they block
 * @param revertLocks which locks taking it back takes
 * @param prepare what has to run before it, outside a transaction
 */
public record Migration(
    Version version,
    String description,
    String why,
    String locks,
    String revertLocks,
    Reversible reversible,
    Script deploy,
    Script revert,
    Script verify,
    Optional<Script> prepare) {}
