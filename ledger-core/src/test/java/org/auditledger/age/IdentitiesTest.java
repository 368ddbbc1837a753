package org.auditledger.age;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What files are opened with. */
class IdentitiesTest {

  private static final String KEY = "AGE-SECRET-KEY-1QQPQYQ";

  @Test
  void what_is_no_identity_is_named_by_its_line_and_not_shown() throws IOException {
    String two = Ages.text("identity.txt") + KEY;
    assertThatThrownBy(() -> Identities.parse(two, "identity file a"))
        .isInstanceOf(AgeException.class)
        .hasMessageStartingWith("identity file a, line 4: is no identity of age's")
        .hasNoCause()
        .hasMessageNotContaining("QQPQYQ");
    assertThatThrownBy(() -> Identities.parse("-----BEGIN OPENSSH PRIVATE KEY-----", "a"))
        .hasMessageContaining("keys of SSH and of age's plugins are not supported");
  }

  @Test
  void are_at_least_one_and_not_too_many() throws IOException {
    assertThatThrownBy(() -> Identities.parse("# none\n\n", "a"))
        .isInstanceOf(AgeException.class)
        .hasMessageStartingWith("a: there is no identity");
    String many = Ages.text("identity.txt").repeat(101);
    assertThatThrownBy(() -> Identities.parse(many, "a"))
        .isInstanceOf(AgeException.class)
        .hasMessageStartingWith("a: more than 100 identities");
  }

  @Test
  void a_file_of_them_that_is_itself_encrypted_is_said_to_be_so() {
    assertThatThrownBy(() -> Identities.parse("age-encryption.org/v1\n-> scrypt a 18\n", "a"))
        .isInstanceOf(AgeException.class)
        .hasMessageContaining("a: is itself encrypted")
        .hasMessageContaining("age -d");
  }

  @Test
  void one_passphrase_at_a_time() {
    Identities secret = Identities.passphrase("secret".toCharArray());
    assertThatThrownBy(() -> secret.and(secret)).isInstanceOf(IllegalArgumentException.class);
  }
}
