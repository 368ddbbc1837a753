package org.auditledger.export;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.auditledger.row.Column;

/** What an export looks like. */
public enum ExportForm {
  /** One array, an entry to a line. */
  JSON,
  /** An object to a line. */
  JSONL,
  /** RFC 4180, with a header. */
  CSV,
  /** CSV for who opens it by a double click: it keeps a spreadsheet from making sense of text. */
  SPREADSHEET;

  EntryWriter writer(List<Column> fields, OutputStream out) throws IOException {
    return switch (this) {
      case JSON -> new JsonEntries(fields, out, "[\n", ",\n", "]\n");
      case JSONL -> new JsonEntries(fields, out, "", "\n", "");
      case CSV -> CsvEntries.lossless(fields, out);
      case SPREADSHEET -> CsvEntries.forSpreadsheets(fields, out);
    };
  }
}
