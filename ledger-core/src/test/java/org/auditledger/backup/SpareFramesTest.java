package org.auditledger.backup;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SpareFramesTest {

  private final SpareFrames frames = new SpareFrames();

  @Test
  void what_nobody_gave_back_is_nobody_elses() {
    byte[] first = frames.copy(new byte[] {1, 2, 3}, 3);
    byte[] second = frames.copy(new byte[] {4, 5, 6}, 3);
    assertThat(second).isNotSameAs(first).startsWith(4, 5, 6);
    assertThat(first).startsWith(1, 2, 3);
  }

  @Test
  void what_was_given_back_is_used_again_if_it_has_room() {
    byte[] given = frames.copy(new byte[] {1, 2, 3}, 3);
    frames.giveBack(given);
    assertThat(frames.copy(new byte[] {4, 5}, 2)).isSameAs(given).startsWith(4, 5);
    frames.giveBack(given);
    byte[] larger = new byte[given.length + 1];
    larger[given.length] = 7;
    byte[] copy = frames.copy(larger, larger.length);
    assertThat(copy).isNotSameAs(given).startsWith(larger);
  }
}
