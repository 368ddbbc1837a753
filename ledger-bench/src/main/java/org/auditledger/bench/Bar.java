package org.auditledger.bench;

import java.io.IOException;
import java.sql.SQLException;

/** Something that is to be fast, and how it is measured. */
interface Bar {

  /** Its number, such as {@code B9}. */
  String bar();

  /** Measures it, for as long as that takes. */
  Section measure() throws IOException, InterruptedException, SQLException;
}
