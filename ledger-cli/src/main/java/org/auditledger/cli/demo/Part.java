package org.auditledger.cli.demo;

import java.util.List;

/** What a story is made of. */
sealed interface Part {

  /** The title of what follows. */
  record Chapter(String title) implements Part {}

  /** A paragraph, in the lines in which it was written. */
  record Prose(List<String> lines) implements Part {}

  /** Something that is done, and what has to come of it. */
  sealed interface Step extends Part {

    String name();

    /** What its output has to contain. */
    List<String> says();

    /** What of it is shown. */
    Shown shown();
  }

  /**
   * A command of the program.
   *
   * @param words as they are typed after the program's name
   * @param exit how it has to end
   * @param writers how many write to the ledger meanwhile
   */
  record Command(
      String name, List<String> words, int exit, List<String> says, Shown shown, int writers)
      implements Step {}

  /**
   * SQL, as a superuser.
   *
   * @param file the resource that it is in
   * @param refused whether the server has to refuse it
   */
  record Sql(String name, String file, boolean refused, List<String> says, Shown shown)
      implements Step {}
}
