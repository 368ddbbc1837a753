package org.auditledger.export;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.auditledger.postgres.TestSessions;
import org.auditledger.testing.TestDatabase;

/** An export that a test has made, and what was said of it. */
record Made(Exported exported, String text) {

  static String text(TestDatabase database, ExportForm form) throws IOException {
    return of(database, new ExportRequest(form, Optional.empty(), EntryFilter.ALL)).text();
  }

  static Made of(TestDatabase database, ExportRequest request) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Exported exported = export(database.dsn(), request).write(out);
    return new Made(exported, out.toString(StandardCharsets.UTF_8));
  }

  static Export export(String dsn, ExportRequest request) {
    return new Export(TestSessions.server(dsn), request, (done, all) -> {});
  }

  static ExportRequest request(EntryFilter filter, String... fields) {
    return new ExportRequest(ExportForm.CSV, Optional.of(List.of(fields)), filter);
  }

  static EntryFilter numbered(long first, long last) {
    return new EntryFilter(
        first,
        last,
        Optional.empty(),
        Optional.empty(),
        Set.of(),
        Set.of(),
        Set.of(),
        Long.MAX_VALUE);
  }
}
