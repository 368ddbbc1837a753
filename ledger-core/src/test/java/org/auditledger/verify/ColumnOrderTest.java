package org.auditledger.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.auditledger.row.Column;
import org.auditledger.testing.Entries;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A table that was made by hand, or restored, may have its columns in any order. */
class ColumnOrderTest {

  private static final Entries SIX = Entries.ofEveryEra(2);

  /** The entry with an envelope and a transcript. */
  private static final int SIGNED = 6;

  static List<String> columns() {
    return SIX.layout().columns().stream().map(Column::name).toList();
  }

  @ParameterizedTest
  @MethodSource("columns")
  void whichever_column_is_first_the_same_is_found(String column) {
    assertThat(account(SIX.withFirstColumn(column))).isEqualTo(account(SIX));
    Entries changed = SIX.first(6);
    changed.set(SIGNED, column, SIX.get(SIGNED, column) == null ? "x" : null);
    assertThat(account(changed.withFirstColumn(column))).isEqualTo(account(changed));
    assertThat(account(changed)).isNotEqualTo(account(SIX));
  }

  private static EntriesAccount account(Entries entries) {
    return Judged.account(entries, Judged.ANCESTORS_KEYS);
  }
}
