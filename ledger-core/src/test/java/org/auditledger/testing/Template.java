package org.auditledger.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What the test's database holds at the start; without it, nothing. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface Template {

  /**
   * SQL scripts, as class-path resources, that built the template, in this order. A template is
   * built once for a server, whichever test asks first.
   */
  String[] value();
}
