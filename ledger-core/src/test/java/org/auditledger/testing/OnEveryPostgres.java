package org.auditledger.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/** A test of what depends on the server: run once on each supported version of PostgreSQL. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Tag("every-server")
@TestTemplate
@ExtendWith({PostgresMatrix.class, TestDatabases.class})
public @interface OnEveryPostgres {

  /**
   * Whether it lasts long for what it says about a version: then it runs on the newest of those
   * that are asked for, which are others in each part of what runs on every change.
   */
  boolean lasting() default false;
}
