package org.auditledger.cli.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Two texts that differ look different. */
class VisibleTextTest {

  @Test
  void what_is_seen_is_shown_as_it_is() {
    assertThat(VisibleText.of("")).isEmpty();
    assertThat(VisibleText.of("a <b> \"c\" 'd' & \\ \\u 7é漢😀עב"))
        .isEqualTo("a <b> \"c\" 'd' & \\ \\u 7é漢😀עב");
  }

  @Test
  void what_is_not_seen_is_spelt_out() {
    assertThat(VisibleText.of("a\u202Eb\u0000\r\n\t\u200B\u00A0\uD800\uE000\u2028"))
        .isEqualTo(
            "a\\u{202E}b\\u{0}\\u{D}\\u{A}\\u{9}\\u{200B}\\u{A0}\\u{D800}\\u{E000}\\u{2028}");
    assertThat(VisibleText.of("\\u{202E}")).isEqualTo("\\u{5C}u{202E}");
  }

  @Test
  void every_text_can_be_told_from_what_is_shown() {
    Random random = new Random(5);
    int[] favourites = {'\\', 'u', '{', '}', '2', 0x202E, 0, '<', 0x1F600, 0xD83D, 0xDE00, ' '};
    for (int i = 0; i < 2_000; i++) {
      int[] points =
          IntStream.range(0, random.nextInt(12))
              .map(
                  n ->
                      random.nextInt(4) > 0
                          ? favourites[random.nextInt(favourites.length)]
                          : random.nextInt(0x110000))
              .toArray();
      String text = new String(points, 0, points.length);
      assertThat(Shown.read(VisibleText.of(text))).isEqualTo(text);
    }
  }

  @Test
  void of_a_very_long_text_the_beginning_is_shown_and_how_long_it_is() {
    String text = "x".repeat(VisibleText.MOST - 1) + "😀" + "y".repeat(5_000_000);
    assertThat(VisibleText.of(text))
        .isEqualTo("x".repeat(VisibleText.MOST - 1) + "… (5,004,001 characters in all)");
    String whole = "z".repeat(VisibleText.MOST);
    assertThat(VisibleText.of(whole)).isEqualTo(whole);
  }
}
