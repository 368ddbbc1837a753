/** A ledger in its table, read on real servers. */
@NullMarked
package org.auditledger.ledger;

import org.jspecify.annotations.NullMarked;
