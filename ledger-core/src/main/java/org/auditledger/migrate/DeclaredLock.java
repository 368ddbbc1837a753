package org.auditledger.migrate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A lock that a migration's header says it takes: {@code SHARE on public.a, public.b, words}.
 *
 * @param tables each with its schema
 * @param when who takes it
 */
record DeclaredLock(LockMode mode, List<String> tables, When when) {

  /** Who takes a lock, and at which point. */
  enum When {
    /** The engine, before the script runs. */
    FIRST,
    /** The script, after what nobody has to wait for. */
    AT_THE_END,
    /** The script, if it finds a reason to. */
    MAYBE;

    private static When said(String clause) {
      if (clause.contains("only when")) {
        return MAYBE;
      }
      return clause.contains("at the end") ? AT_THE_END : FIRST;
    }
  }

  private static final Pattern TABLE = Pattern.compile("\\b[a-z_][a-z0-9_]*\\.[a-z_][a-z0-9_]*");

  /** The longest name first: one is a part of another. */
  private static final Pattern MODE =
      Pattern.compile(
          Stream.of(LockMode.values())
              .map(LockMode::sql)
              .sorted(Comparator.comparing(String::length).reversed())
              .collect(Collectors.joining("|", "\\b(", ")\\b")));

  DeclaredLock {
    tables = List.copyOf(tables);
  }

  /** The locks that this line of a header names. */
  static List<DeclaredLock> read(String locks) {
    List<DeclaredLock> declared = new ArrayList<>();
    for (String clause : locks.split(";", -1)) {
      Matcher mode = MODE.matcher(clause);
      if (mode.find()) {
        List<String> tables =
            TABLE.matcher(clause).results().map(found -> found.group()).distinct().toList();
        if (!tables.isEmpty()) {
          LockMode named = LockMode.valueOf(mode.group(1).replace(' ', '_'));
          declared.add(new DeclaredLock(named, tables, When.said(clause)));
        }
      }
    }
    return declared;
  }
}
