package org.auditledger.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import org.junit.platform.commons.JUnitException;

/** A server from zonky's binaries, durable in nothing unless its settings say otherwise. */
public record EmbeddedTestServer(int version, EmbeddedPostgres postgres) implements TestServer {

  static EmbeddedTestServer start(int version, Map<String, String> settings) {
    return start(version, settings, builder -> {});
  }

  /** The same in a directory, where it goes on with what is there and leaves it. */
  static EmbeddedTestServer start(int version, Path data) {
    return start(
        version, Map.of(), builder -> builder.setDataDirectory(data).setCleanDataDirectory(false));
  }

  private static EmbeddedTestServer start(
      int version, Map<String, String> settings, Consumer<EmbeddedPostgres.Builder> place) {
    Path archives = Path.of(property("auditledger.test.postgres.archives"));
    try {
      EmbeddedPostgres.Builder builder =
          EmbeddedPostgres.builder()
              .setPgBinaryResolver((system, machine) -> archive(archives, version))
              .setLocaleConfig("locale", "C")
              .setServerConfig("max_connections", "200")
              .setServerConfig("max_prepared_transactions", "10")
              .setServerConfig("wal_level", "logical")
              .setServerConfig("track_commit_timestamp", "on");
      settings.forEach(builder::setServerConfig);
      place.accept(builder);
      return new EmbeddedTestServer(version, builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL " + version + " did not start", e);
    }
  }

  /** The one archive in a jar of binaries: the jars share its name, so they are no class path. */
  private static InputStream archive(Path archives, int version) throws IOException {
    Path file = archives.resolve(version + ".jar");
    try (JarInputStream jar = new JarInputStream(Files.newInputStream(file))) {
      for (JarEntry entry = jar.getNextJarEntry(); entry != null; entry = jar.getNextJarEntry()) {
        if (entry.getName().endsWith(".txz")) {
          return new ByteArrayInputStream(jar.readAllBytes());
        }
      }
    }
    throw new IOException("no server archive in " + file);
  }

  static String property(String name) {
    String value = System.getProperty(name);
    if (value == null) {
      throw new JUnitException("run the tests with Maven: it sets " + name);
    }
    return value;
  }

  @Override
  public String host() {
    return "localhost";
  }

  @Override
  public int port() {
    return postgres.getPort();
  }

  @Override
  public String user() {
    return "postgres";
  }

  @Override
  public String password() {
    return "postgres";
  }

  @Override
  public void close() {
    try {
      postgres.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
