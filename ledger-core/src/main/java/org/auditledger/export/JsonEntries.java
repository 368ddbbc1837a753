package org.auditledger.export;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.auditledger.row.Column;
import org.auditledger.row.RowView;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.SerializableString;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.io.SerializedString;
import tools.jackson.core.json.JsonFactory;

/**
 * Entries as JSON objects. Every one has all fields; what is null is {@code null}. What the
 * database holds as JSON is written as it prints it: a number that is read and written again may be
 * another one.
 */
final class JsonEntries implements EntryWriter {

  private final List<Column> fields;
  private final SerializableString[] names;
  private final JsonGenerator json;
  private final String after;
  private boolean empty = true;

  /**
   * @param before what comes before all entries
   * @param between what comes between two of them
   * @param after what comes after all, in a line of its own
   */
  JsonEntries(List<Column> fields, OutputStream out, String before, String between, String after) {
    this.fields = fields;
    this.names =
        fields.stream().map(f -> new SerializedString(f.name())).toArray(SerializableString[]::new);
    this.after = after;
    this.json =
        JsonFactory.builder()
            .rootValueSeparator(between)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .build()
            .createGenerator(ObjectWriteContext.empty(), out);
    json.writeRaw(before);
  }

  @Override
  public void write(RowView row) throws IOException {
    try {
      json.writeStartObject();
      for (int i = 0; i < names.length; i++) {
        json.writeName(names[i]);
        value(row, i);
      }
      json.writeEndObject();
      empty = false;
    } catch (JacksonIOException e) {
      throw e.getCause();
    }
  }

  private void value(RowView row, int column) {
    if (row.isNull(column)) {
      json.writeNull();
      return;
    }
    switch (fields.get(column).type()) {
      case BIGINT -> json.writeNumber(row.longValue(column));
      case TIMESTAMPTZ -> json.writeString(FieldText.of(row, column));
      case TEXT, CHARACTER ->
          json.writeUTF8String(row.buffer(), row.start(column), row.contentLength(column));
      case JSONB -> json.writeRawValue(FieldText.of(row, column));
    }
  }

  @Override
  public void end() throws IOException {
    try {
      json.writeRaw((empty ? "" : "\n") + after);
      json.close();
    } catch (JacksonIOException e) {
      throw e.getCause();
    }
  }
}
