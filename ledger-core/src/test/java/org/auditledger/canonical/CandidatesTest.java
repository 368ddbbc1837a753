package org.auditledger.canonical;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class CandidatesTest {

  @Test
  void every_choice_comes_once() {
    for (int places = 0; places <= 13; places++) {
      List<String> all = all(places);
      assertThat(all).hasSize(1 << places);
      assertThat(new HashSet<>(all)).hasSameSizeAs(all);
    }
  }

  @Test
  void the_nearest_to_none_and_to_all_come_first() {
    assertThat(all(3)).containsExactly("000", "111", "100", "011", "010", "101", "001", "110");
    assertThat(all(2)).containsExactly("00", "11", "10", "01");
    assertThat(all(1)).containsExactly("0", "1");
  }

  private static List<String> all(int places) {
    Candidates candidates = new Candidates(places);
    List<String> all = new ArrayList<>();
    do {
      StringBuilder choice = new StringBuilder();
      for (boolean chosen : Arrays.copyOf(candidates.current(), places)) {
        choice.append(chosen ? '1' : '0');
      }
      all.add(choice.toString());
    } while (candidates.advance());
    return all;
  }
}
