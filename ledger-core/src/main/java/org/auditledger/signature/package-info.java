/**
 * Ed25519: keys, signing, verifying, and which keys are trusted for what.
 *
 * <p>A key that exists as a {@link org.auditledger.signature.PublicKey} has passed every check that
 * a key can be put to, so a signature check has no "bad key" among its outcomes. What is read is a
 * {@link org.auditledger.signature.KeyReading}: where the text came from a row or a journal, a
 * refused key is a value; where it came from a file, {@code orThrow} makes it an exception. Nothing
 * here prints a secret, and the reasons for a refusal are fixed sentences, so that they cannot.
 *
 * <p>This is the only package that knows Bouncy Castle. Bytes and strings in, no files, no clock.
 * Everything is immutable and may be shared between threads.
 */
@NullMarked
package org.auditledger.signature;

import org.jspecify.annotations.NullMarked;
