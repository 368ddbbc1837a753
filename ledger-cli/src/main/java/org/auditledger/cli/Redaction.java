package org.auditledger.cli;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes passwords out of whatever is said to a person. Two nets, because either has holes: what
 * stands where passwords stand ({@code //user:pw@}, {@code password=pw}), and the very secrets that
 * this run was given, wherever they turn up. It would rather take too much than too little.
 */
final class Redaction {

  private static final String MASK = "***";

  /** A shorter secret protects nothing, and without every "a" there is no message left. */
  private static final int SHORTEST_SECRET = 4;

  private static final Comparator<String> LONGEST_FIRST =
      Comparator.comparing(String::length).reversed().thenComparing(Comparator.naturalOrder());

  private final List<String> arguments;
  private final Map<String, String> environment;
  private final TreeSet<String> secrets = new TreeSet<>(LONGEST_FIRST);
  private boolean gathered;

  /** A redaction that knows what is secret in these arguments and variables. */
  Redaction(List<String> arguments, Map<String, String> environment) {
    this.arguments = List.copyOf(arguments);
    this.environment = environment;
  }

  /** From now on this never shows: a password from a file, a prompt, a service file. */
  void register(String secret) {
    keep(secret);
  }

  /** The text without its secrets. */
  String apply(String text) {
    gather();
    String shown = text;
    for (String secret : secrets) {
      shown = Forms.occurrences(secret).matcher(shown).replaceAll(Matcher.quoteReplacement(MASK));
    }
    shown = Forms.USERINFO.matcher(shown).replaceAll("$1" + Matcher.quoteReplacement(MASK) + "@");
    return Forms.ASSIGNMENT.matcher(shown).replaceAll("$1" + Matcher.quoteReplacement(MASK));
  }

  /** Put off until there is something to redact, so that a run without errors never pays for it. */
  private void gather() {
    if (gathered) {
      return;
    }
    gathered = true;
    for (String argument : arguments) {
      gatherFrom(argument);
    }
    gatherFrom(environment.get("LEDGER_DSN"));
    String password = environment.get("PGPASSWORD");
    if (password != null) {
      keep(password);
    }
  }

  private void gatherFrom(@Nullable String value) {
    if (value == null) {
      return;
    }
    String dsn = Forms.OPTION_NAME.matcher(value).replaceFirst("");
    Matcher userinfo = Forms.USERINFO_OF_DSN.matcher(dsn);
    if (userinfo.find()) {
      keep(userinfo.group(1));
      // With an unescaped delimiter in it, a parser may take half the password for a host.
      for (String piece : Forms.DELIMITER.split(userinfo.group(1), -1)) {
        keep(piece);
      }
    }
    Matcher assignment = Forms.ASSIGNMENT_OF_DSN.matcher(dsn);
    while (assignment.find()) {
      keep(assignment.group(1));
    }
  }

  private void keep(String secret) {
    String bare = Forms.QUOTES.matcher(secret.strip()).replaceAll("");
    for (String form : List.of(secret, bare, decoded(bare))) {
      if (form.strip().length() >= SHORTEST_SECRET) {
        secrets.add(form);
      }
    }
  }

  private static String decoded(String secret) {
    try {
      return URLDecoder.decode(secret.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      return secret;
    }
  }

  /** Apart from the rest so that patterns are compiled only by a run that has something to say. */
  private static final class Forms {

    private static final String KEY = "(?:password|passwd|pwd|passphrase|secret)";

    /** To the last @ of the word: an unescaped @ in the password is a common typo. */
    private static final Pattern USERINFO = Pattern.compile("(//[^\\s/:]*:)\\S*@");

    /**
     * What is assigned to a password, in libpq's, a URL's, a shell's or a JSON spelling. A quote
     * that nobody closes, another typo, takes the rest of the line.
     */
    private static final Pattern ASSIGNMENT =
        Pattern.compile(
            "("
                + KEY
                + "(?:['\"]?\\s*=|['\"]\\s*:)\\s*)"
                + "(?:'(?:\\\\.|[^'\\\\\\n])*+(?:'\\S*|\\\\?$)"
                + "|\"(?:\\\\.|[^\"\\\\\\n])*+(?:\"\\S*|\\\\?$)"
                + "|(?:\\\\.|\\S)++)",
            Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

    /**
     * Within one argument even a space may belong to the password; a slash may be missing. Where
     * there plainly is a user and no password, the user is no secret.
     */
    private static final Pattern USERINFO_OF_DSN =
        Pattern.compile(
            "^(?![a-z0-9+:]+://[\\w.-]*@[^@]*$)(?:[a-z0-9+:]+:)?/{0,2}[^/:]*:(.*)@",
            Pattern.DOTALL);

    private static final Pattern ASSIGNMENT_OF_DSN =
        Pattern.compile(
            KEY + "\\s*=\\s*(.*?)(?=\\s+\\w+\\s*=|&\\w+=|$)",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final Pattern OPTION_NAME = Pattern.compile("^--?[\\w-]+=");
    private static final Pattern DELIMITER = Pattern.compile("[@/:?#]");
    private static final Pattern QUOTES = Pattern.compile("^['\"]|['\"]$");

    private Forms() {}

    /**
     * A secret of letters alone counts as a whole word only: the password "postgres" must not make
     * every postgresql:// unreadable, and inside a word nobody could tell it from the word.
     */
    private static Pattern occurrences(String secret) {
      String quoted = Pattern.quote(secret);
      return secret.chars().allMatch(Character::isLetter)
          ? Pattern.compile("(?:(?<!\\p{L})|(?<=%[0-9A-Fa-f]{2}))" + quoted + "(?!\\p{L})")
          : Pattern.compile(quoted);
    }
  }
}
