package org.auditledger.migrate;

import java.io.Reader;
import java.io.StringReader;
import java.util.Arrays;
import java.util.Collection;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;
import org.jspecify.annotations.Nullable;

/** Hands Flyway the texts of a set, so that what runs is what was checked, and nothing else. */
record SetResources(MigrationSet set) implements ResourceProvider {

  /** No script has a configuration of its own. */
  @Override
  public @Nullable LoadableResource getResource(String name) {
    return null;
  }

  @Override
  public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
    return set.migrations().stream()
        .map(migration -> (LoadableResource) new DeployScript(migration.deploy()))
        .filter(script -> script.getFilename().startsWith(prefix))
        .filter(script -> Arrays.stream(suffixes).anyMatch(script.getFilename()::endsWith))
        .toList();
  }

  private static final class DeployScript extends LoadableResource {

    private final Script script;

    private DeployScript(Script script) {
      this.script = script;
    }

    @Override
    public Reader read() {
      return new StringReader(script.sql());
    }

    @Override
    public String getAbsolutePath() {
      return script.path();
    }

    @Override
    public String getAbsolutePathOnDisk() {
      return script.path();
    }

    @Override
    public String getFilename() {
      return script.path().substring(script.path().lastIndexOf('/') + 1);
    }

    @Override
    public String getRelativePath() {
      return script.path();
    }
  }
}
