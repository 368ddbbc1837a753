package org.auditledger.testing;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;

/** Runs a test once for each version of PostgreSQL. */
class PostgresMatrix implements TestTemplateInvocationContextProvider {

  @Override
  public boolean supportsTestTemplate(ExtensionContext context) {
    return true;
  }

  @Override
  public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(
      ExtensionContext context) {
    return TestServers.versions().stream().map(OnVersion::new);
  }

  private record OnVersion(int version) implements TestTemplateInvocationContext {
    @Override
    public String getDisplayName(int invocation) {
      return "PostgreSQL " + version;
    }

    @Override
    public List<Extension> getAdditionalExtensions() {
      BeforeEachCallback setVersion = context -> TestDatabases.setVersion(context, version);
      return List.of(setVersion);
    }
  }
}
