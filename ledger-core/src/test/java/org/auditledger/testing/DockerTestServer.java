package org.auditledger.testing;

import org.opentest4j.TestAbortedException;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ContainerFetchException;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.shaded.org.awaitility.core.ConditionTimeoutException;

/**
 * A server that Testcontainers starts. Where that is not possible the test is skipped, and says
 * why.
 */
record DockerTestServer(int version, PostgreSQLContainer container) implements TestServer {

  static DockerTestServer start(int version) {
    if (!DockerClientFactory.instance().isDockerAvailable()) {
      throw new TestAbortedException(
          "skipped: -Pdocker was asked for, and no Docker engine runs here");
    }
    String image = "postgres:" + version + "-alpine";
    PostgreSQLContainer container =
        new PostgreSQLContainer(image)
            .withCommand("postgres", "-c", "max_connections=200", "-c", "wal_level=logical")
            .withUsername("postgres")
            .withPassword("docker-secret");
    try {
      container.getDockerImageName(); // fetches it
    } catch (ContainerFetchException | ConditionTimeoutException e) {
      throw new TestAbortedException("skipped: the image " + image + " cannot be had here", e);
    }
    container.start();
    return new DockerTestServer(version, container);
  }

  @Override
  public String host() {
    return container.getHost();
  }

  @Override
  public int port() {
    return container.getFirstMappedPort();
  }

  @Override
  public String user() {
    return container.getUsername();
  }

  @Override
  public String password() {
    return container.getPassword();
  }

  @Override
  public void close() {
    container.stop();
  }
}
