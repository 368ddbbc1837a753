package org.auditledger.postgres;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What somebody who made a typing error, or came from another driver, probably meant. */
final class NearestName {

  private static final Map<String, List<String>> ELSEWHERE =
      Map.of(
          "database", List.of("dbname"),
          "db", List.of("dbname"),
          "username", List.of("user"),
          "pass", List.of("password"),
          "passwd", List.of("password"),
          "pwd", List.of("password"),
          "hostname", List.of("host"),
          "server", List.of("host"),
          "timeout", List.of("connect_timeout", "connectTimeout"),
          "ssl", List.of("sslmode"));

  private NearestName() {}

  /** The known name nearest to this one, or null when none is near. */
  static @Nullable String of(String name, List<String> known) {
    String lower = name.toLowerCase(Locale.ROOT);
    for (String synonym : ELSEWHERE.getOrDefault(lower, List.of())) {
      if (known.contains(synonym)) {
        return synonym;
      }
    }
    String nearest = null;
    int best = Math.min(3, lower.length() / 2 + 1);
    for (String candidate : known) {
      int distance = distance(lower, candidate.toLowerCase(Locale.ROOT));
      if (distance < best) {
        best = distance;
        nearest = candidate;
      }
    }
    return nearest;
  }

  /** Levenshtein's distance, where two neighbours that changed places count once. */
  private static int distance(String a, String b) {
    if (Math.abs(a.length() - b.length()) > 2) {
      return Integer.MAX_VALUE;
    }
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          cost[i][j] = i + j;
          continue;
        }
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        cost[i][j] =
            Math.min(Math.min(cost[i - 1][j], cost[i][j - 1]) + 1, cost[i - 1][j - 1] + change);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
        }
      }
    }
    return cost[a.length()][b.length()];
  }
}
