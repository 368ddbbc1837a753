package org.auditledger.append;

import org.auditledger.entry.Digest;

/**
 * What tells an entry of ours from any other in its place. The id as well: somebody else may write
 * the same content at the same time, but nobody draws the same id.
 */
record LinkedEntry(long sequence, long id, Digest hash) {}
