package org.auditledger.cli;

import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** Answers as JSON, one line each. Loaded only where JSON is asked for: Jackson is slow to wake. */
final class Json {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .build();

  private Json() {}

  static String line(Answer answer) {
    return MAPPER.writeValueAsString(answer) + "\n";
  }
}
