package org.auditledger.testing;

import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.platform.commons.support.AnnotationSupport;

/** Runs a test once for each version of PostgreSQL. */
class PostgresMatrix implements TestTemplateInvocationContextProvider {

  @Override
  public boolean supportsTestTemplate(ExtensionContext context) {
    return true;
  }

  @Override
  public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(
      ExtensionContext context) {
    boolean lasting =
        AnnotationSupport.findAnnotation(context.getRequiredTestMethod(), OnEveryPostgres.class)
            .orElseThrow()
            .lasting();
    List<Integer> versions = TestServers.versions();
    return (lasting ? Stream.of(Collections.max(versions)) : versions.stream()).map(OnVersion::new);
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
