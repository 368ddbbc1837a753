package org.auditledger.migrate;

import org.auditledger.journal.MigrationReceipt;
import org.auditledger.schema.SchemaDocument;

/** What a migration did, and what the set's objects and their protection are now. */
record StepResult(MigrationReceipt receipt, SchemaDocument structure, SchemaDocument posture) {}
