package org.auditledger.postgres;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The parameters that one text gives, as they are read from left to right.
 *
 * <p>A password that should have been quoted or encoded falls apart into pieces that look like
 * parameters. So once a secret may have been met, an unknown parameter is no longer named: only
 * what it resembles is.
 */
final class Parameters {

  /** What a name is made of; anything else may be a whole URI that took a wrong turn. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]{1,40}");

  private final Map<Keyword, String> values = new EnumMap<>(Keyword.class);
  private final Map<String, String> driverProperties = new LinkedHashMap<>();
  private final String where;
  private boolean mayName;

  /**
   * @param where what holds the parameters, for messages
   * @param mayName false when what comes may already be a piece of a password
   */
  Parameters(String where, boolean mayName) {
    this.where = where;
    this.mayName = mayName;
  }

  void put(Keyword keyword, String value) {
    mayName = mayName && !keyword.isSecret();
    values.put(keyword, value);
  }

  /** A parameter by libpq's name, the nth of its text. */
  void putLibpq(String name, String value, int position) {
    Keyword keyword = Keyword.ofName(name);
    if (keyword == null) {
      List<String> known = new ArrayList<>();
      for (Keyword candidate : Keyword.values()) {
        known.add(candidate.libpqName());
      }
      throw unknown(name, position, known);
    }
    put(keyword, value);
  }

  /** A property of the driver's own that libpq has no word for. */
  void putDriverProperty(String name, String value) {
    driverProperties.put(name, value);
  }

  @Nullable String get(Keyword keyword) {
    return values.get(keyword);
  }

  Map<Keyword, String> values() {
    return values;
  }

  Map<String, String> driverProperties() {
    return driverProperties;
  }

  /** The nth word of the text is a name without a value. */
  ConnectionStringException withoutValue(int position) {
    return new ConnectionStringException(
        where + ": parameter " + position + " is not of the form name=value",
        "a value that holds spaces, & or = and is not quoted or encoded falls apart like this",
        "quote it (password='...') in a key=value string, percent-encode it in a URI");
  }

  ConnectionStringException unknown(String name, int position, List<String> known) {
    String nearest = NearestName.of(name, known);
    boolean shown = mayName && NAME.matcher(name).matches();
    return new ConnectionStringException(
        where
            + ": there is no parameter "
            + (shown ? "\"" + name + "\"" : "like the one")
            + " at position "
            + position,
        shown
            ? "every parameter must be one that libpq or the JDBC driver knows"
            : "it is not shown, because it may be a piece of a password",
        nearest == null
            ? "correct or remove it; a password with special characters must be quoted or encoded"
            : "did you mean \"" + nearest + "\"?");
  }
}
