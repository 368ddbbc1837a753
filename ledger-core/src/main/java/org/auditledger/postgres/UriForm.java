package org.auditledger.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** {@code //user:password@host:port,host:port/database?name=value}, for libpq and for JDBC. */
final class UriForm {

  /** A colon with what no port has after it. */
  private static final Pattern NO_PORT = Pattern.compile(":[^0-9:\\]]|:[0-9]+[^0-9,:\\]]");

  private static final String WHERE = "connection URI";

  private final PercentDecoder decoder;
  private final boolean jdbc;
  private final String authority;
  private final String path;
  private final String query;

  private UriForm(String rest, boolean jdbc) {
    this.decoder = new PercentDecoder(WHERE, jdbc);
    this.jdbc = jdbc;
    int question = rest.indexOf('?');
    query = question < 0 ? "" : rest.substring(question + 1);
    String before = question < 0 ? rest : rest.substring(0, question);
    if (!before.startsWith("//")) {
      authority = "";
      path = before;
      return;
    }
    int slash = before.indexOf('/', 2);
    authority = slash < 0 ? before.substring(2) : before.substring(2, slash);
    path = slash < 0 ? "" : before.substring(slash + 1);
  }

  /**
   * @param rest what follows the scheme and its colon
   * @param jdbc whether the parameters are the driver's, and a plus is a space
   */
  static Parameters parse(String rest, boolean jdbc) {
    UriForm form = new UriForm(rest, jdbc);
    form.refuseUnencodedPassword();
    // Without user information before the host, an @ in the query may end a password that
    // holds a question mark, and what should be a port may be its beginning, the @ forgotten;
    // then no parameter's name is to be trusted.
    boolean userEnds = form.authority.indexOf('@') >= 0;
    boolean userMissing = form.query.indexOf('@') < 0 && !NO_PORT.matcher(form.authority).find();
    boolean mayName = userEnds || userMissing;
    Parameters parameters = new Parameters(WHERE, mayName);
    form.readUser(parameters);
    form.readHosts(parameters);
    if (!form.path.isEmpty()) {
      parameters.put(Keyword.DBNAME, form.decoder.decode(form.path, "the database's name"));
    }
    form.readQuery(parameters);
    return parameters;
  }

  private void refuseUnencodedPassword() {
    if (authority.indexOf('@') != authority.lastIndexOf('@') || path.indexOf('@') >= 0) {
      throw new ConnectionStringException(
          WHERE + ": it is not clear which @ ends the password",
          "there is an @ too many before the parameters, or a / within the password",
          "percent-encode the password: @ is %40, : is %3A, / is %2F, ? is %3F, % is %25");
    }
  }

  private void readUser(Parameters parameters) {
    int at = authority.indexOf('@');
    if (at < 0) {
      return;
    }
    String userInfo = authority.substring(0, at);
    int colon = userInfo.indexOf(':');
    String user = colon < 0 ? userInfo : userInfo.substring(0, colon);
    if (!user.isEmpty()) {
      parameters.put(Keyword.USER, decoder.decode(user, "the user's name"));
    }
    if (colon >= 0 && colon + 1 < userInfo.length()) {
      // Not through put: this password ends at the @, nothing after it can be a piece of it.
      String password = decoder.decode(userInfo.substring(colon + 1), "the password");
      parameters.values().put(Keyword.PASSWORD, password);
    }
  }

  private void readHosts(Parameters parameters) {
    String list = authority.substring(authority.indexOf('@') + 1);
    if (list.isEmpty()) {
      return;
    }
    List<String> hosts = new ArrayList<>();
    List<String> ports = new ArrayList<>();
    for (String each : list.split(",", -1)) {
      int afterAddress = each.startsWith("[") ? each.indexOf(']') + 1 : 0;
      int colon = each.indexOf(':', afterAddress);
      String host = colon < 0 ? each : each.substring(0, colon);
      if (each.startsWith("[")) {
        if (afterAddress < 3 || host.length() != afterAddress) {
          throw notAnAddress(hosts.size() + 1);
        }
        host = host.substring(1, afterAddress - 1);
      }
      hosts.add(decoder.decode(host, "host " + (hosts.size() + 1)));
      ports.add(colon < 0 ? "" : decoder.decode(each.substring(colon + 1), "a port"));
    }
    if (hosts.stream().anyMatch(host -> !host.isEmpty())) {
      parameters.put(Keyword.HOST, String.join(",", hosts));
    }
    if (ports.stream().anyMatch(port -> !port.isEmpty())) {
      parameters.put(Keyword.PORT, String.join(",", ports));
    }
  }

  private static ConnectionStringException notAnAddress(int position) {
    return new ConnectionStringException(
        WHERE + ": host " + position + " begins with [ and is not [address] or [address]:port",
        "brackets hold an IPv6 address and nothing else",
        "write it like [2001:db8::1]:5432");
  }

  private void readQuery(Parameters parameters) {
    if (query.isEmpty()) {
      return;
    }
    int position = 0;
    for (String each : query.split("&", -1)) {
      position++;
      int equals = each.indexOf('=');
      if (equals <= 0) {
        throw parameters.withoutValue(position);
      }
      String what = "parameter " + position;
      String name = decoder.decode(each.substring(0, equals), what);
      String value = decoder.decode(each.substring(equals + 1), what);
      if (jdbc) {
        JdbcProperties.put(parameters, name, value, position);
      } else if (name.equals("ssl") && value.equals("true")) {
        // libpq takes this from JDBC's users, and this is what it makes of it.
        parameters.put(Keyword.SSLMODE, "require");
      } else {
        parameters.putLibpq(name, value, position);
      }
    }
  }
}
