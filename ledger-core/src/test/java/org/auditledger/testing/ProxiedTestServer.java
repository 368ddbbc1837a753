package org.auditledger.testing;

/** A server as it is seen through a {@link FaultProxy}. */
record ProxiedTestServer(TestServer server, int port) implements TestServer {

  @Override
  public int version() {
    return server.version();
  }

  @Override
  public String host() {
    return "127.0.0.1";
  }

  @Override
  public String user() {
    return server.user();
  }

  @Override
  public String password() {
    return server.password();
  }

  /** Does nothing: whoever made the proxy closes it. */
  @Override
  public void close() {}
}
