package org.auditledger.export;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategy;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.auditledger.row.Column;
import org.auditledger.row.ColumnType;
import org.auditledger.row.RowView;
import org.jspecify.annotations.Nullable;

/**
 * Entries as CSV with a header, lines ended as RFC 4180 says. What stands in quotes is text, be it
 * empty; what does not is a number, or null when there is nothing.
 */
final class CsvEntries implements EntryWriter {

  /** Without it a spreadsheet takes UTF-8 for the code page of the country it is in. */
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  /**
   * What a spreadsheet would not leave alone: a formula, which may do more than compute, and a
   * number or a time, which may lose digits; and an apostrophe, so that those in front of these can
   * be told from others, and taken away again.
   */
  private static final Pattern TAKEN_FOR_OTHER_THAN_TEXT =
      Pattern.compile("(?s)[=+@'\\t\\r\\n\uFF1D\uFF0B\uFF0D\uFF20-].*|[0-9.,:/eE+ -]+");

  private final List<Column> fields;
  private final UnaryOperator<String> text;
  private final CsvWriter csv;
  private final List<@Nullable String> cells = new ArrayList<>();

  private CsvEntries(List<Column> fields, OutputStream out, UnaryOperator<String> text) {
    this.fields = fields;
    this.text = text;
    this.csv =
        CsvWriter.builder()
            .lineDelimiter(LineDelimiter.CRLF)
            .quoteStrategy(new QuotedText(fields))
            .build(out, StandardCharsets.UTF_8);
  }

  static CsvEntries lossless(List<Column> fields, OutputStream out) throws IOException {
    return new CsvEntries(fields, out, text -> text).header();
  }

  static CsvEntries forSpreadsheets(List<Column> fields, OutputStream out) throws IOException {
    out.write(BYTE_ORDER_MARK);
    return new CsvEntries(fields, out, CsvEntries::leftAlone).header();
  }

  private static String leftAlone(String text) {
    return TAKEN_FOR_OTHER_THAN_TEXT.matcher(text).matches() ? "'" + text : text;
  }

  private CsvEntries header() throws IOException {
    fields.forEach(field -> cells.add(field.name()));
    return record();
  }

  @Override
  public void write(RowView row) throws IOException {
    for (int i = 0; i < fields.size(); i++) {
      if (row.isNull(i)) {
        cells.add(null);
      } else {
        String value = FieldText.of(row, i);
        cells.add(fields.get(i).type() == ColumnType.BIGINT ? value : text.apply(value));
      }
    }
    CsvEntries unused = record();
  }

  private CsvEntries record() throws IOException {
    try {
      CsvWriter unused = csv.writeRecord(cells);
      cells.clear();
      return this;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  @Override
  public void end() throws IOException {
    csv.flush();
  }

  private record QuotedText(List<Column> fields) implements QuoteStrategy {

    QuotedText {
      fields = List.copyOf(fields);
    }

    @Override
    public boolean quoteEmpty(int line, int field) {
      return true;
    }

    @Override
    public boolean quoteValue(int line, int field, String value) {
      return line == 1 || fields.get(field).type() != ColumnType.BIGINT;
    }
  }
}
