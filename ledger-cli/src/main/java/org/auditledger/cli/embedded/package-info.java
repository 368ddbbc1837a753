/**
 * The PostgreSQL that the command brings along: what {@code embedded:DIR} names.
 *
 * <p>A directory holds one server, its data, its password and its locks, and nothing of anybody
 * else. The server is as durable as any other, listens on this machine only, is shared by all
 * commands that use the directory at one time, and stops when the last of them is done; whatever a
 * killed command or a killed server leaves behind, the next command takes up from. Who may start or
 * stop is decided under kernel locks, which no kind of death can leave behind.
 *
 * <p>{@link org.auditledger.cli.embedded.EmbeddedServer} may be used from any thread.
 */
@NullMarked
package org.auditledger.cli.embedded;

import org.jspecify.annotations.NullMarked;
