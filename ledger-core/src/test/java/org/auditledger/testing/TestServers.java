package org.auditledger.testing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** The servers of a run, each started when it is first asked for and stopped when the run ends. */
final class TestServers implements AutoCloseable {

  private final String source = EmbeddedTestServer.property("auditledger.test.postgres.source");
  private final Map<Integer, TestServer> running = new HashMap<>();
  private final Map<TestServer, DatabasePool> pools = new HashMap<>();

  /** The run's one instance. */
  static TestServers of(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.create(TestServers.class))
        .getOrComputeIfAbsent(TestServers.class, key -> new TestServers(), TestServers.class);
  }

  /** The versions of the matrix, oldest first. */
  static List<Integer> versions() {
    String versions = EmbeddedTestServer.property("auditledger.test.postgres.versions");
    return Stream.of(versions.split(","))
        .map(String::strip)
        .map(Integer::valueOf)
        .sorted()
        .toList();
  }

  synchronized DatabasePool databases(int version) {
    TestServer server = running.computeIfAbsent(version, this::start);
    return pools.computeIfAbsent(server, DatabasePool::new);
  }

  private TestServer start(int version) {
    return switch (source) {
      case "embedded" -> EmbeddedTestServer.start(version, Map.of());
      case "docker" -> DockerTestServer.start(version);
      default ->
          throw new IllegalArgumentException(
              "test.postgres.source is embedded or docker, not " + source);
    };
  }

  @Override
  public synchronized void close() {
    running.values().forEach(TestServer::close);
  }
}
