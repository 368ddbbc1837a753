package org.auditledger.cli;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.Template;

/** Tests that take a {@code TestDatabase} get one with an empty ledger, as new as this program. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@OnPostgres
@Template({
  "/org/auditledger/migrations/control/deploy/V1__audit_ledger.sql",
  "/org/auditledger/migrations/ledger/deploy/V1__baseline.sql",
  "/org/auditledger/migrations/ledger/deploy/V2__telemetry_buffer.sql",
  "/org/auditledger/migrations/ledger/deploy/V2_1__schema_version_index.sql",
  "/org/auditledger/migrations/ledger/deploy/V3__transcript_columns.sql",
  "/org/auditledger/migrations/ledger/deploy/V3_1__verifier_status_index.sql",
  "/org/auditledger/migrations/ledger/deploy/V3_2__signing_key_index.sql",
  "/org/auditledger/migrations/ledger/deploy/V3_3__transcript_checks.sql",
  "/org/auditledger/migrations/ledger/deploy/V4__guards.sql",
  "/org/auditledger/cli/history.sql"
})
@interface OnLedger {}
