package org.auditledger.age;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.auditledger.age.Ages.RANDOM;

import java.io.IOException;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom a file is encrypted to: exactly who was named, and nobody by mistake. */
class RecipientsTest {

  private static final String ONE =
      "age1eqau48knxqh79uuea5pfveh4dlz6wy3fese3ktggnxy3qxk3upjswryket";
  private static final String OTHER =
      "age1y59xv47khjajzdase3sfz59x58hnlajzghspyd3xxwuyfq7m5e6qvc80tw";

  @Test
  void are_lines_between_comments() throws IOException {
    Recipients both = Recipients.parse("# who\n\n" + ONE + "\r\n  " + OTHER + " \n", "file");
    byte[] file = Ages.encrypt(both, Ages.FROZEN);
    assertThat(Ages.decrypt(Ages.identity(), file)).isEqualTo(Ages.FROZEN);
    assertThat(Ages.decrypt(Ages.otherIdentity(), file)).isEqualTo(Ages.FROZEN);
  }

  @Test
  void one_that_is_named_twice_counts_once() throws IOException {
    int length = Ages.encrypt(Recipients.parse(ONE, "file"), Ages.FROZEN).length;
    Recipients twice = Recipients.parse(ONE + "\n" + ONE, "file");
    assertThat(Ages.encrypt(twice.and(twice), Ages.FROZEN)).hasSize(length);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "age1eqau48knxqh79uuea5pfveh4dlz6wy3fese3ktggnxy3qxk3upjswryke7",
        "age1eqau48knxqh79uuea5pfveh4dlz6wy3fese3ktggnxy3qxk3upjswryke",
        "Age1eqau48knxqh79uuea5pfveh4dlz6wy3fese3ktggnxy3qxk3upjswryket",
        "age1",
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKG1Sk+SK4cqBYfWj5XX9Qz9kXn3Q0m9JzXHMbhq3h4A a@b"
      })
  void what_is_no_recipient_is_named_by_its_line(String line) {
    assertThatThrownBy(() -> Recipients.parse(ONE + "\n" + line, "file"))
        .isInstanceOf(AgeException.class)
        .hasMessageStartingWith("file, line 2: is no recipient of age's\n");
  }

  /** Its check is right, and so the library takes it for a key; Java does not agree to it. */
  @Test
  void a_key_that_everybody_has_the_secret_of_is_refused() {
    // The point of order 1, which makes the same secret with everybody.
    String zero = "age1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq5cu47z";
    assertThatThrownBy(() -> Recipients.parse(zero, "file"))
        .isInstanceOf(AgeException.class)
        .hasMessageStartingWith("file: is no recipient of age's");
  }

  @Test
  void a_private_key_is_refused_and_not_shown() {
    for (String key : new String[] {"AGE-SECRET-KEY-1ABCDEF", "age-secret-key-1abcdef"}) {
      assertThatThrownBy(() -> Recipients.parse(key, "--encrypt-to"))
          .isInstanceOf(AgeException.class)
          .hasMessageStartingWith("--encrypt-to: is a private key")
          .message()
          .satisfies(text -> assertThat(text.toLowerCase(Locale.ROOT)).doesNotContain("1abcdef"));
    }
  }

  @Test
  void are_at_least_one_and_not_too_many() {
    assertThatThrownBy(() -> Recipients.parse("# nobody yet\n", "file"))
        .isInstanceOf(AgeException.class)
        .hasMessageStartingWith("file: there is no recipient");
    assertThatThrownBy(() -> Recipients.parse(generated(201), "file"))
        .isInstanceOf(AgeException.class)
        .hasMessageStartingWith("file: more than 200 recipients");
  }

  /** All of them have to fit into what a reader looks at. */
  @Test
  void as_many_as_are_allowed_can_open_it() throws IOException {
    Recipients many = Recipients.parse(generated(199) + "\n" + ONE, "file");
    byte[] file = Ages.encrypt(many, Ages.FROZEN);
    assertThat(Ages.decrypt(Ages.identity(), file)).isEqualTo(Ages.FROZEN);
  }

  @Test
  void nobody_goes_with_a_passphrase() {
    Recipients secret = Recipients.passphrase("secret".toCharArray(), RANDOM);
    Recipients key = Recipients.parse(ONE, "file");
    assertThatThrownBy(() -> secret.and(key)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> key.and(secret)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Recipients.passphrase(new char[0], RANDOM))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static String generated(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> KeyPairs.recipient())
        .collect(Collectors.joining("\n"));
  }
}
