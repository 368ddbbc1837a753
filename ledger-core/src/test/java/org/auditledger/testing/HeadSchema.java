package org.auditledger.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The test's database has all that both migration sets make, and nothing in it. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Template({
  "/org/auditledger/migrations/control/deploy/V1__audit_ledger.sql",
  "/org/auditledger/migrations/ledger/deploy/V1__baseline.sql",
  "/org/auditledger/migrations/ledger/deploy/V2__telemetry_buffer.sql",
  "/org/auditledger/migrations/ledger/deploy/V2_1__schema_version_index.sql",
  "/org/auditledger/migrations/ledger/deploy/V3__transcript_columns.sql",
  "/org/auditledger/migrations/ledger/deploy/V3_1__verifier_status_index.sql",
  "/org/auditledger/migrations/ledger/deploy/V3_2__signing_key_index.sql",
  "/org/auditledger/migrations/ledger/deploy/V3_3__transcript_checks.sql",
  "/org/auditledger/migrations/ledger/deploy/V4__guards.sql"
})
public @interface HeadSchema {}
