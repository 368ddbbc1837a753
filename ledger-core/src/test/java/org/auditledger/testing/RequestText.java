package org.auditledger.testing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a connection's requests say, in words: the SQL of what each of them runs. */
final class RequestText {

  private static final int LONGEST = 500;
  private static final int MOST_NAMES = 1000;

  /** The SQL of prepared statements; the oldest is forgotten when there are too many. */
  private final Map<String, String> prepared =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > MOST_NAMES;
        }
      };

  private final List<String> parsed = new ArrayList<>();
  private final List<String> bound = new ArrayList<>();

  /** Takes a message that prepares for a request and is none itself. */
  void note(int type, byte[] body) {
    if (type == 'P') {
      String sql = string(body, end(body, 0) + 1);
      prepared.put(string(body, 0), sql);
      add(parsed, sql);
    } else if (type == 'B') {
      add(bound, prepared.getOrDefault(string(body, end(body, 0) + 1), "?"));
    }
  }

  private static void add(List<String> statements, String sql) {
    if (statements.size() < MOST_NAMES) {
      statements.add(sql);
    }
  }

  /** The words of a request, which ends what was noted for it. */
  String of(int type, byte[] body) {
    String words =
        switch (type) {
          case 'Q' -> string(body, 0);
          case 'S' -> String.join("; ", bound.isEmpty() ? parsed : bound);
          case 'c' -> "(the end of what is copied)";
          case 'f' -> "(the copy is given up)";
          default -> "(a function call)";
        };
    parsed.clear();
    bound.clear();
    return shortened(words);
  }

  private static String shortened(String words) {
    String line = words.strip().replaceAll("\\s+", " ");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + " ...";
  }

  private static String string(byte[] body, int start) {
    return new String(body, start, end(body, start) - start, StandardCharsets.UTF_8);
  }

  private static int end(byte[] body, int start) {
    int at = start;
    while (body[at] != 0) {
      at++;
    }
    return at;
  }
}
