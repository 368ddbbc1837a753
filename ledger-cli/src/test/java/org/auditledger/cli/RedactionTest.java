package org.auditledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {

  private static final String SECRET = "s3cr3t-Pa55";

  private final Redaction nothingKnown = new Redaction(List.of(), Map.of());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://user:<>@host:5432/db",
        "postgres://user:<>@host/db?sslmode=require",
        "postgresql+psycopg://user:<>@host/db",
        "postgresql://:<>@host/db",
        "postgresql://us@corp:<>@host/db",
        "postgresql://user:pre/<>@host/db",
        "postgresql://user:pre@<>@host/db",
        "postgresql://user:pre:<>@h1:1,h2:2/db",
        "cannot parse \"postgresql://user:<>@[::1]/db\": bad host",
        "jdbc:postgresql://host/db?user=u&password=<>&ssl=true",
        "jdbc:postgresql://host/db?user=u&sslpassword=<>",
        "host=h password=<> dbname=d",
        "host=h password = <>",
        "host=h PASSWORD=<>",
        "host=h password='<>' dbname=d",
        "host=h password='it\\'s <>' dbname=d",
        "host=h password='it's<>' dbname=d",
        "host=h password='never closed <>",
        "host=h password=with\\ space<> dbname=d",
        "PGPASSWORD=<> psql",
        "PGPASSWORD=\"<>\" psql",
        "{\"user\":\"u\",\"password\":\"<>\"}",
        "{'password': '<>'}",
        "passphrase=<>",
        "secret=<>",
        "pwd=<>;passwd=<>",
      })
  void takes_out_what_stands_where_passwords_stand(String form) {
    String text = form.replace("<>", SECRET);
    assertThat(text).contains(SECRET);
    String shown = nothingKnown.apply("first line\n" + text + "\nlast line");
    assertThat(shown)
        .doesNotContain(SECRET)
        .contains("***")
        .startsWith("first line\n")
        .endsWith("\nlast line");
    assertThat(nothingKnown.apply(shown)).isEqualTo(shown);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cannot reach postgresql://localhost:5432/ledger",
        "cannot reach postgresql://user@localhost:5432/ledger",
        "FATAL: password authentication failed for user \"u\"",
        "see https://example.org/a:b and write to someone@example.org",
        "AUDIT_LEDGER_PASSPHRASE_FILE=/etc/passphrase",
        "give the password: file not found",
      })
  void leaves_alone_what_is_no_password(String text) {
    assertThat(nothingKnown.apply(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://user:<>@host/db",
        "--ledger-db=postgresql://user:<>@host/db",
        "postgresql:/user:<>@host/db",
        "postgresql:user:<>@host/db",
        "user:<>@host/db",
        "postgresql://user:a b/<>@host/db",
        "postgresql://user:what/<>@ho@st/db",
        "host=h password='<>' dbname=d",
        "host=h password=<>",
        "host=h password=<> dbname=d",
        "postgresql://h/db?password=<>&user=u",
      })
  void knows_a_password_again_wherever_it_turns_up(String argument) {
    String given = argument.replace("<>", SECRET);
    for (Redaction redaction :
        List.of(
            new Redaction(List.of("verify", given), Map.of()),
            new Redaction(List.of(), Map.of("LEDGER_DSN", given)))) {
      assertThat(redaction.apply("no host named " + SECRET + "@host, x" + SECRET + "y"))
          .doesNotContain(SECRET)
          .startsWith("no host named ***");
    }
  }

  @Test
  void knows_the_variable_and_what_was_registered() {
    Redaction redaction = new Redaction(List.of(), Map.of("PGPASSWORD", "from variable"));
    redaction.register("from.file(");
    assertThat(redaction.apply("<from variable> <from.file(> <from file>"))
        .isEqualTo("<***> <***> <from file>");
  }

  @Test
  void knows_both_spellings_of_an_encoded_password() {
    Redaction redaction = new Redaction(List.of("postgresql://u:p%40ss%2Bword@h/d"), Map.of());
    assertThat(redaction.apply("tried p%40ss%2Bword, that is p@ss+word"))
        .isEqualTo("tried ***, that is ***");
  }

  @Test
  void a_user_without_a_password_is_no_secret() {
    String dsn = "postgresql://auditor@localhost:5432/ledger?sslmode=require";
    Redaction redaction = new Redaction(List.of("--ledger-db=" + dsn), Map.of("LEDGER_DSN", dsn));
    String said = "cannot connect to " + dsn + " as auditor";
    assertThat(redaction.apply(said)).isEqualTo(said);
  }

  @Test
  void a_weak_password_does_not_make_messages_unreadable() {
    Redaction redaction =
        new Redaction(
            List.of("postgresql://postgres:postgres@h/d", "postgresql://u:p@h"), Map.of());
    assertThat(redaction.apply("cannot open postgresql://postgres:postgres@h/d"))
        .isEqualTo("cannot open postgresql://***:***@h/d");
  }

  @Test
  void no_random_password_survives_in_any_form() {
    Random random = new Random(7);
    String alphabet = "abcXYZ019 @:/?#&=%+'\"\\$^*().-_~é\u4e2d";
    for (int round = 0; round < 3_000; round++) {
      StringBuilder password = new StringBuilder();
      for (int i = 4 + random.nextInt(12); i > 0; i--) {
        password.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      String secret = password.append('!').toString().strip();
      if (secret.length() < 4) {
        continue;
      }
      String encoded = URLEncoder.encode(secret, StandardCharsets.UTF_8).replace("+", "%20");
      Redaction fromUrl = new Redaction(List.of("postgresql://u:" + encoded + "@h/d"), Map.of());
      Redaction typed = new Redaction(List.of("postgresql://u:" + secret + "@h/d"), Map.of());
      String message = "bad <" + secret + "> or <" + encoded + "> in postgresql://u:" + secret;
      assertThat(fromUrl.apply(message)).doesNotContain(secret).doesNotContain(encoded);
      assertThat(typed.apply("bad <" + secret + ">")).as(secret).doesNotContain(secret);
    }
  }
}
