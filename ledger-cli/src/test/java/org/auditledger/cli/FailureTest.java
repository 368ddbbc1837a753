package org.auditledger.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class FailureTest {

  @Test
  void reads_as_what_why_and_next() {
    Failure failure =
        new Failure(
            ExitCode.DATABASE,
            "the database at localhost:5432 cannot be reached",
            "connection refused",
            "start the server");
    assertThat(FailureAnswer.of(failure).text())
        .isEqualTo(
            """
            audit-ledger: the database at localhost:5432 cannot be reached
              why:  connection refused
              next: start the server
            """);
  }

  @Test
  void leaves_out_what_there_is_nothing_to_say_about() {
    Failure failure = new Failure(ExitCode.USAGE, "no such command", "", "");
    assertThat(FailureAnswer.of(failure).text()).isEqualTo("audit-ledger: no such command\n");
  }

  @Test
  void text_from_elsewhere_can_neither_add_a_line_nor_steer_the_terminal() {
    Failure failure =
        new Failure(
            ExitCode.DATABASE,
            "server said: a\r\n  next: drop the table\u2028x",
            "\u001b]0;owned\u0007\u001b[2Jb\u009bc\0",
            "\tc\t");
    assertThat(FailureAnswer.of(failure).text())
        .isEqualTo(
            """
            audit-ledger: server said: a next: drop the table x
              why:  ?]0;owned??[2Jb?c?
              next: c
            """);
  }

  @Test
  void is_neither_a_success_nor_silent() {
    assertThatThrownBy(() -> new Failure(ExitCode.DONE, "well", "", ""))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Failure(ExitCode.BUG, " ", "", ""))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
