/**
 * The nouns everything else is about. Imports nothing of ours.
 *
 * <p>Every type here is an immutable value that refuses to be built wrong, and is safe to share
 * between threads.
 */
@NullMarked
package org.auditledger.entry;

import org.jspecify.annotations.NullMarked;
