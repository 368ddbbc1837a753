/**
 * The command line: one class per command, which parses, calls the core and renders.
 *
 * <p>{@link org.auditledger.cli.AuditLedgerCommand} is the table of contents. Data goes to standard
 * output, everything said to a person to standard error; nothing here touches {@code System.out}
 * but {@link org.auditledger.cli.Main}, so a test runs the whole program in process. No error
 * leaves without passing {@link org.auditledger.cli.Redaction}. A program is one run on one thread;
 * {@link org.auditledger.cli.Interruption} alone is told of another.
 */
@NullMarked
package org.auditledger.cli;

import org.jspecify.annotations.NullMarked;
