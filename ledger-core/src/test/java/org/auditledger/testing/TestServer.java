package org.auditledger.testing;

/** A running PostgreSQL that tests may do anything to, short of stopping it. */
public sealed interface TestServer extends AutoCloseable
    permits EmbeddedTestServer,
        DockerTestServer,
        ProxiedTestServer,
        CrashableServer,
        StandbyServer {

  /** The major version. */
  int version();

  String host();

  int port();

  /** A superuser. */
  String user();

  String password();

  @Override
  void close();
}
