package org.auditledger.migrate;

import org.auditledger.journal.MigrationReceipt;
import org.auditledger.schema.SchemaDocument;

/**
 * What a migration did, and what the set's objects and their protection are now.
 *
 * @param position of its receipt in the journal
 */
record StepResult(
    MigrationReceipt receipt, long position, SchemaDocument structure, SchemaDocument posture) {}
