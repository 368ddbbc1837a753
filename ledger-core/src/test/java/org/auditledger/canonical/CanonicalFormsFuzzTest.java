package org.auditledger.canonical;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.auditledger.row.RowView;
import org.auditledger.row.RowWriter;
import org.auditledger.testing.OnEveryPostgres;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.Template;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/** The server, which shares no code with the forms, writes the same bytes for the same values. */
@OnPostgres
@Template("/org/auditledger/canonical/forms.sql")
class CanonicalFormsFuzzTest {

  private static final byte[] COPY_HEADER =
      "PGCOPY\n\u00FF\r\n\0\0\0\0\0\0\0\0\0".getBytes(ISO_8859_1);
  private static final byte[] COPY_TRAILER = {-1, -1};

  private final RandomValues values = new RandomValues(new Random(20260302));

  @Test
  void a_hundred_thousand_rows_have_the_forms_that_the_server_computes(TestDatabase database)
      throws SQLException, IOException {
    for (int batch = 0; batch < 10; batch++) {
      try (Connection connection = database.connect()) {
        connection.createStatement().execute("truncate entries");
        compareForms(connection, 10_000);
      }
    }
  }

  @OnEveryPostgres
  void every_version_computes_the_same_forms(TestDatabase database)
      throws SQLException, IOException {
    try (Connection connection = database.connect()) {
      compareForms(connection, 2_000);
    }
  }

  @OnEveryPostgres
  void jsonb_text_is_accepted_exactly_if_the_server_prints_it_so(TestDatabase database)
      throws SQLException {
    JsonbText jsonb = new JsonbText();
    int accepted = 0;
    int rejected = 0;
    try (Connection connection = database.connect()) {
      for (int batch = 0; batch < 10; batch++) {
        List<String> texts = reprint(connection, values.jsonTexts(1_000));
        for (String text : texts) {
          byte[] bytes = Objects.requireNonNull(text).getBytes(UTF_8);
          assertThat(jsonb.isWhole(bytes, 0, bytes.length)).as("printed: %s", text).isTrue();
        }
        List<String> mutants = values.mutants(texts);
        List<String> reprinted = reprint(connection, mutants);
        for (int i = 0; i < mutants.size(); i++) {
          byte[] bytes = mutants.get(i).getBytes(UTF_8);
          boolean stays = mutants.get(i).equals(reprinted.get(i));
          assertThat(jsonb.isWhole(bytes, 0, bytes.length))
              .as("%s is printed as %s", mutants.get(i), reprinted.get(i))
              .isEqualTo(stays);
          accepted += stays ? 1 : 0;
          rejected += stays ? 0 : 1;
        }
      }
    }
    assertThat(accepted).isGreaterThan(5_000);
    assertThat(rejected).isGreaterThan(5_000);
  }

  @OnEveryPostgres
  void the_limits_of_a_number_and_the_vectors_are_the_servers(TestDatabase database)
      throws SQLException, IOException {
    List<String> texts = new ArrayList<>();
    texts.add("1".repeat(131_072));
    texts.add("1".repeat(131_073));
    texts.add("0." + "1".repeat(16_383));
    texts.add("0." + "1".repeat(16_384));
    texts.add("-" + "1".repeat(131_072) + "." + "0".repeat(16_383));
    for (String[] vector : PythonFloatTest.vectors("python-json.tsv")) {
      texts.add(vector[0]);
    }
    for (String[] vector : PythonFloatTest.vectors("python-floats.tsv")) {
      texts.add(vector[0]);
    }
    try (Connection connection = database.connect()) {
      List<String> reprinted = reprint(connection, texts);
      JsonbText jsonb = new JsonbText();
      for (int i = 0; i < texts.size(); i++) {
        byte[] bytes = texts.get(i).getBytes(UTF_8);
        assertThat(jsonb.isWhole(bytes, 0, bytes.length))
            .as("number or vector %d", i)
            .isEqualTo(texts.get(i).equals(reprinted.get(i)))
            .isEqualTo(i != 1 && i != 3);
      }
    }
  }

  /** Sends random rows, and compares what comes back, and what the server makes of them. */
  private void compareForms(Connection connection, int rows) throws SQLException, IOException {
    RowWriter sent = new RowWriter(RandomValues.LAYOUT);
    for (int i = 0; i < rows; i++) {
      values.writeRow(sent, i + 1);
    }
    var copy = connection.unwrap(PGConnection.class).getCopyAPI();
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.write(COPY_HEADER);
    file.write(sent.buffer(), 0, sent.size());
    file.write(COPY_TRAILER);
    copy.copyIn(
        "copy entries from stdin (format binary)", new ByteArrayInputStream(file.toByteArray()));
    ByteArrayOutputStream received = new ByteArrayOutputStream();
    copy.copyOut(
        "copy (select * from entries order by sequence_number) to stdout (format binary)",
        received);

    byte[] back = received.toByteArray();
    assertThat(Arrays.mismatch(back, file.toByteArray())).as("what COPY sends").isEqualTo(-1);
    compareWithServer(connection, back, rows);
  }

  private static void compareWithServer(Connection connection, byte[] copy, int rows)
      throws SQLException {
    RowView view = new RowView(RandomValues.LAYOUT);
    LegacyForm legacy = new LegacyForm(RandomValues.LAYOUT);
    RowForm row = RowForm.ofEntries(RandomValues.LAYOUT);
    CanonicalBytes out = new CanonicalBytes();
    int at = COPY_HEADER.length;
    int compared = 0;
    try (ResultSet forms =
        connection.createStatement().executeQuery("select * from forms order by 1")) {
      while (forms.next()) {
        at = view.moveTo(copy, at, copy.length);
        out.clear();
        assertThat(legacy.write(view, out)).isEqualTo(FormOutcome.WRITTEN);
        requireSame(out, forms, "legacy");
        out.clear();
        assertThat(row.write(view, out)).isEqualTo(FormOutcome.WRITTEN);
        requireSame(out, forms, "row");
        compared++;
      }
    }
    assertThat(compared).isEqualTo(rows);
    assertThat(ByteBuffer.wrap(copy, at, copy.length - at))
        .isEqualTo(ByteBuffer.wrap(COPY_TRAILER));
  }

  private static void requireSame(CanonicalBytes out, ResultSet forms, String form)
      throws SQLException {
    if (!out.digest().hex().equals(forms.getString(form + "_sha256"))) {
      assertThat(new String(out.toBytes(), UTF_8)).isEqualTo(forms.getString(form + "_form"));
      throw new AssertionError("the same " + form + " form, and another digest");
    }
  }

  /** What the server prints of each text as jsonb; null for what is no jsonb to it. */
  private static List<String> reprint(Connection connection, List<String> texts)
      throws SQLException {
    Array array = connection.createArrayOf("text", texts.toArray());
    List<String> printed = new ArrayList<>();
    String sql = "select reprint(t) from unnest(?) with ordinality as u(t, i) order by i";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setArray(1, array);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          printed.add(rows.getString(1));
        }
      }
    }
    return printed;
  }
}
