package org.auditledger.canonical;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.auditledger.testing.OnEveryPostgres;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.TestDatabase;

/** What a server prints of JSON that was sent to it: it is the one that knows. */
@OnPostgres
class PrintedJsonTest {

  @OnEveryPostgres
  void what_is_sent_is_what_the_server_prints(TestDatabase database) throws SQLException {
    List<String> texts = new ArrayList<>();
    Random random = new Random(20261126);
    for (int i = 0; i < 400; i++) {
      texts.add(someJson(random, 0));
    }
    try (Connection connection = database.connect();
        PreparedStatement print = connection.prepareStatement("select (?::text)::jsonb::text")) {
      for (String text : texts) {
        // What Python would have sent, as the ancestor did.
        print.setString(1, JsonValueTest.python(text));
        try (ResultSet row = print.executeQuery()) {
          row.next();
          assertThat(JsonValueTest.jsonb(text)).isEqualTo(row.getString(1));
        }
        byte[] bytes = JsonValueTest.jsonb(text).getBytes(UTF_8);
        assertThat(new JsonbText().isWhole(bytes, 0, bytes.length)).as(text).isTrue();
      }
    }
  }

  private static String someJson(Random random, int depth) {
    return switch (random.nextInt(depth > 4 ? 5 : 8)) {
      case 0 -> Long.toString(random.nextLong() >> random.nextInt(64));
      case 1 -> Double.toString(Double.longBitsToDouble(random.nextLong() & 0xBFEFFFFFFFFFFFFFL));
      case 2 -> Double.toString(Math.round(random.nextDouble() * 1e6) / 100.0);
      case 3 -> someString(random);
      case 4 -> random.nextInt(4) == 0 ? "null" : Boolean.toString(random.nextBoolean());
      case 5 -> "[" + someJson(random, depth + 1) + "," + someJson(random, depth + 1) + "]";
      default -> {
        StringBuilder members = new StringBuilder("{");
        int size = random.nextInt(6);
        for (int i = 0; i < size; i++) {
          String name = someString(random);
          members.append(i == 0 ? "" : ",").append(name, 0, name.length() - 1).append(i);
          members.append("\":").append(someJson(random, depth + 1));
        }
        yield members.append('}').toString();
      }
    };
  }

  private static String someString(Random random) {
    String[] pieces = {
      "a", "B", "\\n", "\\u0001", "\\\"", "\\\\", "\u00e9", "\uD83D\uDE00", "\u007f"
    };
    StringBuilder text = new StringBuilder("\"");
    for (int i = random.nextInt(6); i > 0; i--) {
      text.append(pieces[random.nextInt(pieces.length)]);
    }
    return text.append('"').toString();
  }
}
