package org.auditledger.testing;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** CSV as PostgreSQL writes it: an empty field is null, and an empty string is quoted. */
final class CsvRecords {

  private final String text;
  private int at;

  private CsvRecords(String text) {
    this.text = text;
  }

  static List<List<@Nullable String>> parse(String text) {
    CsvRecords reader = new CsvRecords(text);
    List<List<@Nullable String>> records = new ArrayList<>();
    while (reader.at < text.length()) {
      records.add(reader.record());
    }
    return records;
  }

  private List<@Nullable String> record() {
    List<@Nullable String> fields = new ArrayList<>();
    fields.add(field());
    while (text.charAt(at) == ',') {
      at++;
      fields.add(field());
    }
    if (text.charAt(at++) != '\n') {
      throw new IllegalArgumentException("no end of record at " + at);
    }
    return fields;
  }

  private @Nullable String field() {
    if (text.charAt(at) == '"') {
      return quoted();
    }
    int start = at;
    while (text.charAt(at) != ',' && text.charAt(at) != '\n') {
      at++;
    }
    return at == start ? null : text.substring(start, at);
  }

  private String quoted() {
    StringBuilder value = new StringBuilder();
    at++;
    while (text.charAt(at) != '"' || text.charAt(at + 1) == '"') {
      if (text.charAt(at) == '"') {
        at++;
      }
      value.append(text.charAt(at++));
    }
    at++;
    return value.toString();
  }
}
