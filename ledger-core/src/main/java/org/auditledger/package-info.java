/**
 * The ledger for an application that embeds it. {@link org.auditledger.Ledger} is the way in:
 *
 * <pre>{@code
 * Ledger ledger =
 *     Ledger.open(System.getenv("LEDGER_DSN"), System.getenv(), Clock.systemUTC());
 * try (LedgerWriter writer = ledger.writer()) {
 *   EntryDraft draft =
 *       EntryDraft.of(Verdict.FLAG, "so2-2", telemetryHash, "3.1.0")
 *           .by("energy.so2.lte_100ppm", null)
 *           .because("125 ppm", "symbolic")
 *           .once();
 *   Appended entry = writer.append(draft); // durable, from here on
 * }
 * LedgerReport report = ledger.verify(Evidence.trusting(Path.of("ledger.key.vkey")), 2);
 * }</pre>
 *
 * <p>What can be reached from here is the library's public interface: these types, what their
 * methods take and give, and the exceptions that they name. {@code docs/library-api.txt} lists it,
 * member by member, and a test holds the list. Whatever else is public in this library is so for
 * its own packages and for the {@code audit-ledger} command, and may change with any version.
 *
 * <p>Invariants: nobody has a {@link org.auditledger.Ledger} whose schema is not the one that this
 * version of the library writes; there is nothing here that the packages below do not do.
 *
 * <p>Everything here may be used by any number of threads.
 */
@NullMarked
package org.auditledger;

import org.jspecify.annotations.NullMarked;
