package org.auditledger.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ExitCodeTest {

  /** As published; the enumeration has a list of its own. */
  private static final List<Integer> WORST_FIRST = List.of(12, 10, 13, 14, 11, 22, 21, 20, 3, 0);

  @Test
  void the_numbers_are_those_that_scripts_rely_on() {
    assertThat(Arrays.stream(ExitCode.values()).map(ExitCode::code))
        .containsExactly(0, 1, 2, 3, 10, 11, 12, 13, 14, 20, 21, 22, 130, 143);
  }

  @Test
  void every_set_of_outcomes_has_the_worst_as_its_exit_code() {
    Map<Integer, ExitCode> byNumber =
        Arrays.stream(ExitCode.values()).collect(Collectors.toMap(ExitCode::code, exit -> exit));
    Random random = new Random(1);
    for (int set = 0; set < 1 << WORST_FIRST.size(); set++) {
      List<ExitCode> outcomes = new ArrayList<>();
      int worst = 0;
      for (int i = WORST_FIRST.size() - 1; i >= 0; i--) {
        if ((set >> i & 1) != 0) {
          worst = WORST_FIRST.get(i);
          outcomes.add(byNumber.get(worst));
        }
      }
      Collections.shuffle(outcomes, random);
      assertThat(ExitCode.combine(outcomes).code()).as("%s", outcomes).isEqualTo(worst);
    }
  }

  @Test
  void how_a_process_ended_is_no_outcome() {
    for (ExitCode end :
        List.of(ExitCode.BUG, ExitCode.USAGE, ExitCode.INTERRUPTED, ExitCode.TERMINATED)) {
      assertThatThrownBy(() -> ExitCode.combine(List.of(ExitCode.CHAIN_BROKEN, end)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(end.name());
    }
  }

  @Test
  void only_what_is_said_of_a_ledger_is_a_finding() {
    assertThat(ExitCode.values())
        .filteredOn(ExitCode::isFinding)
        .extracting(ExitCode::code)
        .containsExactly(10, 11, 12, 13, 14);
  }
}
