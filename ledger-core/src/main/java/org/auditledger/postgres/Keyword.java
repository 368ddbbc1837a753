package org.auditledger.postgres;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Every parameter that libpq 18 knows, the variable that libpq reads it from, and what becomes of
 * it here. One table, so that no form of a connection string can know more than another.
 */
enum Keyword {
  HOST("PGHOST"),
  HOSTADDR("PGHOSTADDR"),
  PORT("PGPORT"),
  DBNAME("PGDATABASE"),
  USER("PGUSER"),
  PASSWORD("PGPASSWORD"),
  PASSFILE("PGPASSFILE"),
  SERVICE("PGSERVICE"),
  SERVICEFILE("PGSERVICEFILE"),
  SSLMODE("PGSSLMODE"),
  SSLROOTCERT("PGSSLROOTCERT"),
  TARGET_SESSION_ATTRS("PGTARGETSESSIONATTRS"),
  LOAD_BALANCE_HOSTS("PGLOADBALANCEHOSTS"),
  KEEPALIVES(null),
  CONNECT_TIMEOUT("PGCONNECT_TIMEOUT"),
  GSSENCMODE("PGGSSENCMODE"),
  SSLNEGOTIATION("PGSSLNEGOTIATION"),
  CHANNEL_BINDING("PGCHANNELBINDING"),
  GSSLIB("PGGSSLIB"),

  // The driver takes these as they are, under a name of its own.
  OPTIONS("PGOPTIONS", "options"),
  APPLICATION_NAME("PGAPPNAME", "ApplicationName"),
  SSLCERT("PGSSLCERT", "sslcert"),
  SSLKEY("PGSSLKEY", "sslkey"),
  SSLPASSWORD(null, "sslpassword"),
  REQUIRE_AUTH("PGREQUIREAUTH", "requireAuth"),
  KRBSRVNAME("PGKRBSRVNAME", "kerberosServerName"),

  // These only tune; the driver has no such screw, and leaving them out breaks no promise.
  FALLBACK_APPLICATION_NAME(null, Effect.NONE),
  KEEPALIVES_IDLE(null, Effect.NONE),
  KEEPALIVES_INTERVAL(null, Effect.NONE),
  KEEPALIVES_COUNT(null, Effect.NONE),
  TCP_USER_TIMEOUT(null, Effect.NONE),

  // The driver cannot do these. Only the values that ask for what happens anyway are accepted.
  CLIENT_ENCODING("PGCLIENTENCODING", Set.of("utf8", "utf-8", "unicode", "auto")),
  REPLICATION(null, Set.of("false", "off", "no", "0")),
  SSLCOMPRESSION("PGSSLCOMPRESSION", Set.of("0")),
  SSLCERTMODE("PGSSLCERTMODE", Set.of("allow")),
  SSLSNI("PGSSLSNI", Set.of("1")),
  SSLCRL("PGSSLCRL", Set.of()),
  SSLCRLDIR("PGSSLCRLDIR", Set.of()),
  SSLKEYLOGFILE(null, Set.of()),
  SSL_MIN_PROTOCOL_VERSION("PGSSLMINPROTOCOLVERSION", Set.of("tlsv1", "tlsv1.1", "tlsv1.2")),
  SSL_MAX_PROTOCOL_VERSION("PGSSLMAXPROTOCOLVERSION", Set.of("tlsv1.3")),
  MIN_PROTOCOL_VERSION("PGMINPROTOCOLVERSION", Set.of("3.0")),
  MAX_PROTOCOL_VERSION("PGMAXPROTOCOLVERSION", Set.of("3.0", "3.2", "latest")),
  REQUIREPEER("PGREQUIREPEER", Set.of()),
  GSSDELEGATION("PGGSSDELEGATION", Set.of("0")),
  SCRAM_CLIENT_KEY(null, Set.of()),
  SCRAM_SERVER_KEY(null, Set.of()),
  OAUTH_ISSUER(null, Set.of()),
  OAUTH_CLIENT_ID(null, Set.of()),
  OAUTH_CLIENT_SECRET(null, Set.of()),
  OAUTH_SCOPE(null, Set.of());

  /** What a parameter does here. */
  private enum Effect {
    RESOLVED,
    PASSED_ON,
    NONE,
    REFUSED
  }

  private final @Nullable String variable;
  private final @Nullable String property;
  private final Effect effect;

  @SuppressWarnings("ImmutableEnumChecker") // It is what Set.of makes.
  private final Set<String> harmless;

  Keyword(@Nullable String variable) {
    this(variable, null, Effect.RESOLVED, Set.of());
  }

  Keyword(@Nullable String variable, String property) {
    this(variable, property, Effect.PASSED_ON, Set.of());
  }

  Keyword(@Nullable String variable, Effect effect) {
    this(variable, null, effect, Set.of());
  }

  Keyword(@Nullable String variable, Set<String> harmless) {
    this(variable, null, Effect.REFUSED, harmless);
  }

  Keyword(
      @Nullable String variable, @Nullable String property, Effect effect, Set<String> harmless) {
    this.variable = variable;
    this.property = property;
    this.effect = effect;
    this.harmless = harmless;
  }

  /** The parameter that libpq writes this way, or null. */
  static @Nullable Keyword ofName(String name) {
    for (Keyword keyword : values()) {
      if (keyword.libpqName().equals(name)) {
        return keyword;
      }
    }
    return null;
  }

  String libpqName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The variable that libpq reads a default from, or null. */
  @Nullable String variable() {
    return variable;
  }

  /** The driver's name for what it takes as it is, or null. */
  @Nullable String property() {
    return property;
  }

  /** Whether its value opens doors, so that whatever follows it may be a piece of it. */
  boolean isSecret() {
    return this == PASSWORD
        || this == SSLPASSWORD
        || this == OAUTH_CLIENT_SECRET
        || this == SCRAM_CLIENT_KEY
        || this == SCRAM_SERVER_KEY;
  }

  /** Whether it is accepted and then does nothing. */
  boolean isWithoutEffect() {
    return effect == Effect.NONE;
  }

  /** Whether the value asks for something that cannot be had. */
  boolean refuses(String value) {
    return effect == Effect.REFUSED
        && !value.isEmpty()
        && !harmless.contains(value.toLowerCase(Locale.ROOT));
  }
}
