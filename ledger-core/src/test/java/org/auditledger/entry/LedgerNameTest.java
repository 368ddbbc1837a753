package org.auditledger.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class LedgerNameTest {

  @Test
  void takes_names_that_need_no_quoting() {
    for (String name : List.of("a", "0", "audit-ledger/7f3a", "a.b_c/d-e", "a" + "b".repeat(99))) {
      assertThat(new LedgerName(name)).hasToString(name);
    }
  }

  @Test
  void refuses_all_other_names_and_shows_no_more_of_them_than_a_line() {
    for (String name :
        List.of("", "A", "/a", "-a", ".a", "a b", "a+b", "a\n", "é", "a".repeat(101))) {
      assertThat(LedgerName.isName(name)).as("\"%s\"", name).isFalse();
      assertThatThrownBy(() -> new LedgerName(name)).isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> new LedgerName("A".repeat(100_000)))
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(250));
  }
}
