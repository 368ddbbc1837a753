package org.auditledger.testing;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** Hands a test its database, and drops it when the test is over; or its class a server to kill. */
class TestDatabases implements ParameterResolver {

  private static final Namespace NAMESPACE = Namespace.create(TestDatabases.class);

  /** The databases of this test are to be on this version of PostgreSQL, and not on the newest. */
  static void setVersion(ExtensionContext context, int version) {
    context.getStore(NAMESPACE).put(int.class, version);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == TestDatabase.class || type == CrashableServer.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Store store = context.getStore(NAMESPACE);
    List<Integer> versions = TestServers.versions();
    int newest = versions.get(versions.size() - 1);
    int version = store.getOrDefault(int.class, Integer.class, newest);
    return parameter.getParameter().getType() == TestDatabase.class
        ? database(version, store, context)
        : crashable(version, context);
  }

  /** One for each version and class: it ends with the class. */
  private static CrashableServer crashable(int version, ExtensionContext context) {
    ExtensionContext owner = context;
    while (owner.getTestMethod().isPresent()) {
      owner = owner.getParent().orElseThrow();
    }
    return owner
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(
            "crashable " + version, key -> CrashableServer.start(version), CrashableServer.class);
  }

  private static TestDatabase database(int version, Store store, ExtensionContext context) {
    DatabasePool databases = TestServers.of(context).databases(version);
    Lease lease = new Lease(databases, databases.create(scripts(context)));
    store.put(lease, lease);
    return lease.database();
  }

  private static List<String> scripts(ExtensionContext context) {
    return AnnotationSupport.findAnnotation(context.getElement(), Template.class)
        .or(() -> AnnotationSupport.findAnnotation(context.getTestClass(), Template.class))
        .map(template -> Arrays.asList(template.value()))
        .orElse(List.of());
  }

  /** A database on loan: closed by JUnit with the test's own store. */
  private record Lease(DatabasePool databases, TestDatabase database) implements AutoCloseable {
    @Override
    public void close() {
      databases.drop(database);
    }
  }
}
