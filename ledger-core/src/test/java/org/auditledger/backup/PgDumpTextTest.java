package org.auditledger.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** How many entries a dump has, by its text. */
class PgDumpTextTest {

  private static final String BEGIN = "COPY public.ledger_entries (id, reasoning) FROM stdin;\n";

  @Test
  void rows_are_the_lines_between() throws IOException {
    PgDumpText text =
        read(
            "-- COPY public.ledger_entries (\nCOPY public.tenants (id) FROM stdin;\na\n\\.\n"
                + BEGIN
                + "1\t\\\\.\n"
                + "2\ta very long line that goes on and on, for longer than what is kept\n"
                + "\n"
                + "\\.x\n"
                + "\\.\n"
                + "COPY public.other (id) FROM stdin;\n"
                + "1\n"
                + "\\.\n");
    assertThat(text.whole()).isTrue();
    assertThat(text.entries()).isEqualTo(4);
  }

  @Test
  void a_table_without_rows_is_whole() throws IOException {
    PgDumpText text = read(BEGIN + "\\.\n");
    assertThat(text.whole()).isTrue();
    assertThat(text.entries()).isZero();
  }

  @Test
  void a_table_that_is_not_there_or_has_no_end_is_not_whole() throws IOException {
    assertThat(read("COPY public.tenants (id) FROM stdin;\na\n\\.\n").whole()).isFalse();
    assertThat(read(BEGIN + "1\ta\n").whole()).isFalse();
    assertThat(read(BEGIN + "1\ta\n\\.").whole()).isFalse();
  }

  private static PgDumpText read(String sql) throws IOException {
    PgDumpText text = new PgDumpText();
    text.read(new ByteArrayInputStream(sql.getBytes(UTF_8)));
    return text;
  }
}
