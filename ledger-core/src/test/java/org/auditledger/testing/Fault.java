package org.auditledger.testing;

/**
 * How a client's conversation with its server ends, at a request that {@link FaultProxy} counts.
 */
public enum Fault {
  /** The request never leaves the client: it is not done, and neither is what was open. */
  CLIENT_DIES_BEFORE(false, false, false),

  /** The request is done, and nobody hears of it: the client is gone when the answer comes. */
  CLIENT_DIES_AFTER(true, true, false),

  /**
   * The server is killed while it has the request: whether it is done depends on who is faster, and
   * only what it left behind can tell.
   */
  SERVER_DIES(true, false, true),

  /** The server is killed when it has done the request, before its answer is heard. */
  SERVER_DIES_AFTER(true, true, true);

  private final boolean forwarded;
  private final boolean answered;
  private final boolean killsServer;

  Fault(boolean forwarded, boolean answered, boolean killsServer) {
    this.forwarded = forwarded;
    this.answered = answered;
    this.killsServer = killsServer;
  }

  /** Whether the server gets the request. */
  boolean forwarded() {
    return forwarded;
  }

  /** Whether the server gets the time to answer it. */
  boolean answered() {
    return answered;
  }

  /** Whether the server dies of it: the whole of it, and recovers; else only the client does. */
  public boolean killsServer() {
    return killsServer;
  }
}
