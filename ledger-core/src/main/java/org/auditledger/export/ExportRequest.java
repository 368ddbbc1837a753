package org.auditledger.export;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * What to export.
 *
 * @param fields the columns, in this order, each once; all in the table's order when not given
 */
public record ExportRequest(ExportForm form, Optional<List<String>> fields, EntryFilter filter) {

  public ExportRequest {
    fields = fields.map(List::copyOf);
    if (fields.isPresent()
        && new HashSet<>(fields.get()).size() != Math.max(1, fields.get().size())) {
      throw new IllegalArgumentException("each field is named once, not " + fields.get());
    }
  }
}
