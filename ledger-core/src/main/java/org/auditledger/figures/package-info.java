/**
 * What a ledger's entries come to in numbers: how many there are, of which verdict, when, and under
 * which rules. It judges nothing; {@code verify} does.
 *
 * <p>Invariants: entries are counted as they are read for verifying, so that numbers and verdicts
 * are about the same rows. Memory does not grow with the ledger, whatever is written in it: time is
 * told in coarser steps the longer it is, and only so many rules and eras are told apart.
 *
 * <p>A {@link org.auditledger.figures.FiguresReader} belongs to one thread at a time; several are
 * added up in the end.
 */
@NullMarked
package org.auditledger.figures;

import org.jspecify.annotations.NullMarked;
