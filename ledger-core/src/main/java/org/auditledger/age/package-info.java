/**
 * Files that only some can read, in the format of the {@code age} command (C2SP's age, version 1):
 * for {@link org.auditledger.age.Recipients} they are written, and {@link
 * org.auditledger.age.Identities} open them. What is written here that command reads, and the other
 * way round.
 *
 * <p>Keys and payload are Jagged's; the passphrase's part is ours, over Bouncy Castle's scrypt.
 * Nothing comes out that was not authenticated before, and a file that lacks its end is an error
 * and not an end. All trouble is an {@link org.auditledger.age.AgeException}, and no message shows
 * a secret. An age file is no signature: whoever knows a recipient can make one.
 *
 * <p>No file and no database. {@code Recipients} and {@code Identities} are immutable and for any
 * thread; a stream is for one. Its memory is two chunks of 64 KiB, and scrypt's while it opens.
 */
@NullMarked
package org.auditledger.age;

import org.jspecify.annotations.NullMarked;
