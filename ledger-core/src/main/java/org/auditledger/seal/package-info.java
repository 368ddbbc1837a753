/**
 * The seal: an RFC 6962 tree over what is logged, and the texts that carry its root outside.
 *
 * <p>Trees, tiles and proofs on one side; signed notes, checkpoints, anchors and proof files, in
 * the C2SP formats, on the other. The invariant: a root depends on the leaves and their order and
 * on nothing else, however the tree was built, in one pass or in parallel, at once or resumed from
 * tiles. What is read from outside is parsed in one canonical form or refused, and what a check
 * finds is a value. Values are immutable and shared; hashers and builders belong to one thread.
 */
@NullMarked
package org.auditledger.seal;

import org.jspecify.annotations.NullMarked;
