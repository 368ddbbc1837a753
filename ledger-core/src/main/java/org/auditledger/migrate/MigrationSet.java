package org.auditledger.migrate;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.auditledger.entry.Digest;

/**
 * Migrations that are applied in order, and released together.
 *
 * @param sum what stands for every byte of the set
 */
public record MigrationSet(String name, List<Migration> migrations, Digest sum) {

  public static final String CONTROL = "control";
  public static final String LEDGER = "ledger";

  private static final Pattern FILE =
      Pattern.compile("(deploy|revert|verify|prepare)/(V[0-9_]+?)__([a-z0-9_]+)\\.sql");

  public MigrationSet {
    migrations = List.copyOf(migrations);
  }

  /** The journal, the seal, and what else the ledger's own history needs. */
  public static MigrationSet control() {
    return released(CONTROL);
  }

  /** The ledger. */
  public static MigrationSet ledger() {
    return released(LEDGER);
  }

  private static MigrationSet released(String name) {
    return read(name, ReleasedFiles.of(name), ReleasedFiles.sum(name));
  }

  /** The set that these files are, by their paths within it. */
  static MigrationSet read(String name, Map<String, byte[]> files) {
    return read(name, files, SetSum.total(files));
  }

  private static MigrationSet read(String name, Map<String, byte[]> files, Digest sum) {
    SortedMap<Version, SortedMap<String, Script>> versions = new TreeMap<>();
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Matcher path = FILE.matcher(file.getKey());
      Optional<Version> version = path.matches() ? Version.parse(path.group(2)) : Optional.empty();
      if (version.isEmpty()) {
        throw new MigrationSetException(
            name + "/" + file.getKey() + " is not named like deploy/V1__name.sql");
      }
      Script script = script(name, file.getKey(), file.getValue());
      Script other =
          versions.computeIfAbsent(version.get(), v -> new TreeMap<>()).put(path.group(1), script);
      if (other != null) {
        throw new MigrationSetException(
            name + "/" + other.path() + " and " + script.path() + " have one version");
      }
    }
    List<Migration> migrations = new ArrayList<>();
    versions.forEach((version, scripts) -> migrations.add(migration(name, version, scripts)));
    if (migrations.isEmpty()) {
      throw new MigrationSetException("the set " + name + " has no migrations");
    }
    return new MigrationSet(name, migrations, sum);
  }

  private static Script script(String set, String path, byte[] file) {
    String sql = new String(file, StandardCharsets.UTF_8);
    if (!Arrays.equals(sql.getBytes(StandardCharsets.UTF_8), file)) {
      throw new MigrationSetException(set + "/" + path + " is not UTF-8");
    }
    return new Script(path, sql);
  }

  private static Migration migration(String set, Version version, Map<String, Script> scripts) {
    Script deploy = require(set, version, scripts, "deploy");
    Script revert = require(set, version, scripts, "revert");
    Script verify = require(set, version, scripts, "verify");
    String fileName = deploy.path().substring("deploy/".length());
    for (Map.Entry<String, Script> script : scripts.entrySet()) {
      if (!script.getValue().path().equals(script.getKey() + "/" + fileName)) {
        throw new MigrationSetException(
            set
                + " "
                + version
                + " has two names: "
                + deploy.path()
                + ", "
                + script.getValue().path());
      }
    }
    Header header = header(set, deploy);
    Reversible reversible =
        header
            .reversible()
            .orElseThrow(
                () ->
                    new MigrationSetException(
                        set + "/" + deploy.path() + " does not say whether it is reversible"));
    String description =
        fileName.substring(fileName.indexOf("__") + 2, fileName.length() - 4).replace('_', ' ');
    return new Migration(
        version,
        description,
        header.why(),
        header.locks(),
        header(set, revert).locks(),
        reversible,
        deploy,
        revert,
        verify,
        Optional.ofNullable(scripts.get("prepare")));
  }

  private static Header header(String set, Script script) {
    return Header.read(script.sql())
        .orElseThrow(
            () ->
                new MigrationSetException(
                    set + "/" + script.path() + " has no header with why and locks"));
  }

  private static Script require(
      String set, Version version, Map<String, Script> scripts, String role) {
    Script script = scripts.get(role);
    if (script == null) {
      throw new MigrationSetException(set + " " + version + " has no " + role + " script");
    }
    return script;
  }

  /** The migration of this version, if there is one. */
  public Optional<Migration> find(Version version) {
    return migrations.stream().filter(m -> m.version().equals(version)).findFirst();
  }

  /** The newest version. */
  public Version head() {
    return migrations.stream().map(Migration::version).max(Comparator.naturalOrder()).orElseThrow();
  }

  /** One script that makes in an empty database what the set's migrations make one by one. */
  public String exportSchema() {
    StringBuilder schema = new StringBuilder();
    schema.append("-- The schema of the ").append(name).append(" set at version ").append(head());
    schema.append(", for an empty database. Generated from its migrations:\n");
    schema.append("-- do not edit. Set sum ").append(sum).append("\n");
    for (Migration migration : migrations) {
      schema.append("\n-- ").append("=".repeat(77)).append("\n-- ");
      schema.append(migration.version()).append(": ").append(migration.description());
      schema.append("\n-- ").append("=".repeat(77)).append("\n\n");
      schema.append(migration.deploy().sql().strip()).append("\n");
    }
    return schema.toString();
  }

  /** The page that lists every released migration, what it costs, and how to run it by psql. */
  static String index() {
    return MigrationIndex.of(List.of(control(), ledger()));
  }
}
