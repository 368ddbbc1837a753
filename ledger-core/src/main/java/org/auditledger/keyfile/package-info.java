/**
 * Keys in files: reading a private key that nobody else can read, making new ones, and collecting
 * the keys that somebody trusts.
 *
 * <p>No file is ever overwritten, and none is read to its end that is larger than a key can be.
 * What is wrong with a file is a {@link org.auditledger.keyfile.KeyFileException}; what is wrong
 * with the key in it a {@link org.auditledger.signature.RefusedKeyException}. Both name the file,
 * the reason and the remedy, and neither shows what is in it. Nothing here keeps state.
 */
@NullMarked
package org.auditledger.keyfile;

import org.jspecify.annotations.NullMarked;
