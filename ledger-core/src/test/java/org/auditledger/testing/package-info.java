/**
 * What the tests of every module stand on: real PostgreSQL servers, one of each version for a whole
 * run, and a database of its own for each test, cloned from a template.
 *
 * <p>Servers come from zonky's embedded binaries, or from Testcontainers with {@code -Pdocker}. The
 * same tests run on both.
 *
 * <p>What writes to a database is tested by breaking it: {@link org.auditledger.testing.FaultProxy}
 * lets client or server die at any request, {@link org.auditledger.testing.AncestorWriters} write
 * while it works, and {@link org.auditledger.testing.TableWatch} sees the locks it takes.
 */
@NullMarked
package org.auditledger.testing;

import org.jspecify.annotations.NullMarked;
