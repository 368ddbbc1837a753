package org.auditledger.journal;

import java.util.Optional;

/**
 * A stored statement, as it was judged.
 *
 * @param statement what it says, if it can be read; to be believed only as its standing has it
 */
public record JournalEntry(long position, Optional<Statement> statement, Standing standing) {}
