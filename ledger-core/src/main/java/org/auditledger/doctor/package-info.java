/**
 * Says what endangers a ledger, and what to do about it: {@link org.auditledger.doctor.Doctor}
 * reads what can be known without reading entries, and rules judge it.
 *
 * <p>Invariants: it never writes, and needs no key. A rule sees facts that were read, and nothing
 * else: no connection, no clock. What could not be looked at is said to be not checked, and why,
 * and is never taken for good. What verifying finds about history and protection keeps its code and
 * its words.
 *
 * <p>Facts, rules and what comes of them are values. A doctor belongs to one thread.
 */
@NullMarked
package org.auditledger.doctor;

import org.jspecify.annotations.NullMarked;
