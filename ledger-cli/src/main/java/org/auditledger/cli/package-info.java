/** The command line. */
@NullMarked
package org.auditledger.cli;

import org.jspecify.annotations.NullMarked;
