package org.auditledger.cli.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.util.Locale;
import java.util.jar.JarFile;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;

/** The archive of PostgreSQL's binaries on the class path, and a name for exactly this one. */
record BinaryArchive(URL url, String key) {

  static BinaryArchive ofThisMachine() throws IOException {
    String name = "postgres-" + system() + "-" + architecture();
    URL url = BinaryArchive.class.getResource("/" + name + ".txz");
    if (url == null) {
      throw new EmbeddedServerException(
          "this audit-ledger brings no PostgreSQL for this machine",
          "it was built for another one: it holds no " + name,
          "build it here, or name a server of your own (postgresql://...)");
    }
    return new BinaryArchive(url, name + "-" + fingerprint(url));
  }

  InputStream open() throws IOException {
    URLConnection connection = url.openConnection();
    connection.setUseCaches(false);
    return connection.getInputStream();
  }

  /**
   * Size and checksum as the jar has them in its directory, so that a start need not read fifteen
   * megabytes. They tell our own releases apart, and guard against nobody.
   */
  private static String fingerprint(URL url) throws IOException {
    URLConnection connection = url.openConnection();
    connection.setUseCaches(false);
    if (connection instanceof JarURLConnection inJar) {
      try (JarFile jar = inJar.getJarFile()) {
        ZipEntry entry = jar.getEntry(inJar.getEntryName());
        if (entry.getSize() >= 0 && entry.getCrc() >= 0) {
          return fingerprint(entry.getSize(), entry.getCrc());
        }
      }
    }
    try (CheckedInputStream in = new CheckedInputStream(url.openStream(), new CRC32())) {
      long size = in.transferTo(OutputStream.nullOutputStream());
      return fingerprint(size, in.getChecksum().getValue());
    }
  }

  private static String fingerprint(long size, long crc) {
    return String.format(Locale.ROOT, "%d-%08x", size, crc);
  }

  private static String system() {
    return System.getProperty("os.name").startsWith("Mac") ? "darwin" : "linux";
  }

  private static String architecture() {
    String name = System.getProperty("os.arch");
    return switch (name) {
      case "amd64", "x86_64" -> "x86_64";
      case "aarch64", "arm64" -> "arm_64";
      default -> name;
    };
  }
}
