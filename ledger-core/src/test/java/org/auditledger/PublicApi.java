package org.auditledger;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Every type that can be reached from a few by what their public members take and give.
 *
 * @param members what of each type can be used, in words
 */
record PublicApi(Map<Class<?>, Set<String>> members) {

  private static final String OURS = "org.auditledger.";

  private static final String HEADER =
      """
      The public interface of ledger-core: what can be reached from org.auditledger.Ledger. Whatever is not here may
      change with any version. PublicApiTest writes this file; a change of it is a change for everybody who embeds it.
      """;

  /** What every class has, and every enum. */
  private static final Set<String> USUAL =
      Set.of("equals", "hashCode", "toString", "values", "valueOf");

  /**
   * @param partly of which types only these members count
   * @param made whose constructors count
   */
  static PublicApi reachedFrom(
      List<Class<?>> roots, Map<Class<?>, Set<String>> partly, Set<Class<?>> made) {
    Map<Class<?>, Set<String>> members = new TreeMap<>(Comparator.comparing(Class::getName));
    Deque<Class<?>> waiting = new ArrayDeque<>(roots);
    while (!waiting.isEmpty()) {
      Class<?> type = waiting.pop();
      if (!members.containsKey(type)) {
        Reached reached = new Reached(type, partly.get(type), made.contains(type));
        members.put(type, reached.members);
        waiting.addAll(reached.types);
      }
    }
    return new PublicApi(members);
  }

  Set<Class<?>> types() {
    return members.keySet();
  }

  String listing() {
    StringBuilder text = new StringBuilder(HEADER);
    members.forEach(
        (type, each) -> {
          text.append('\n').append(kind(type)).append(' ').append(type.getName()).append('\n');
          each.forEach(member -> text.append("  ").append(member).append('\n'));
        });
    return text.toString();
  }

  private static String kind(Class<?> type) {
    if (type.isEnum()) {
      return "enum";
    }
    if (type.isRecord()) {
      return "record";
    }
    return (type.isSealed() ? "sealed " : "") + (type.isInterface() ? "interface" : "class");
  }

  /** What one type has, and what that leads to. */
  private static final class Reached {

    private final Set<String> members = new TreeSet<>();
    private final Set<Class<?>> types = new TreeSet<>(Comparator.comparing(Class::getName));
    private final @Nullable Set<String> only;

    Reached(Class<?> type, @Nullable Set<String> only, boolean made) {
      this.only = only;
      for (Field field : type.getDeclaredFields()) {
        if (isUsable(field.getModifiers(), field.isSynthetic(), field.getName())) {
          members.add(field.isEnumConstant() ? field.getName() : described(field));
        }
      }
      for (Constructor<?> constructor : type.getDeclaredConstructors()) {
        if (made
            && isUsable(
                constructor.getModifiers(), constructor.isSynthetic(), type.getSimpleName())) {
          members.add("new" + parameters(constructor));
        }
      }
      for (Method method : type.getDeclaredMethods()) {
        if (!USUAL.contains(method.getName())
            && isUsable(method.getModifiers(), method.isSynthetic(), method.getName())) {
          members.add(described(method));
        }
      }
      if (only == null) {
        neighbours(type);
      }
    }

    private boolean isUsable(int modifiers, boolean synthetic, String name) {
      return Modifier.isPublic(modifiers) && !synthetic && (only == null || only.contains(name));
    }

    private void neighbours(Class<?> type) {
      for (Class<?> nested : type.getDeclaredClasses()) {
        if (Modifier.isPublic(nested.getModifiers())) {
          types.add(nested);
        }
      }
      if (type.isSealed()) {
        types.addAll(Arrays.asList(type.getPermittedSubclasses()));
      }
      if (type.getSuperclass() != null) {
        String unused = named(type.getSuperclass());
      }
    }

    private String described(Field field) {
      return "constant " + field.getName() + ": " + named(field.getGenericType());
    }

    private String described(Method method) {
      String text =
          method.getName() + parameters(method) + ": " + named(method.getGenericReturnType());
      return Modifier.isStatic(method.getModifiers()) ? "static " + text : text;
    }

    private String parameters(Executable executable) {
      return Arrays.stream(executable.getGenericParameterTypes())
          .map(this::named)
          .collect(Collectors.joining(", ", "(", ")"));
    }

    private String named(Type type) {
      if (type instanceof Class<?> plain) {
        return named(plain);
      }
      if (type instanceof ParameterizedType of) {
        return named(of.getRawType())
            + Arrays.stream(of.getActualTypeArguments())
                .map(this::named)
                .collect(Collectors.joining(", ", "<", ">"));
      }
      if (type instanceof WildcardType any) {
        return "? extends " + named(any.getUpperBounds()[0]);
      }
      if (type instanceof GenericArrayType array) {
        return named(array.getGenericComponentType()) + "[]";
      }
      return ((TypeVariable<?>) type).getName();
    }

    private String named(Class<?> type) {
      if (type.isArray()) {
        return named(type.getComponentType()) + "[]";
      }
      if (type.getName().startsWith(OURS)) {
        types.add(type);
      }
      return type.getEnclosingClass() == null
          ? type.getSimpleName()
          : type.getEnclosingClass().getSimpleName() + "." + type.getSimpleName();
    }
  }
}
