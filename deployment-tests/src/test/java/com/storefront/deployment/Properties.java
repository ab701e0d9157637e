package com.storefront.deployment;

import java.beans.PropertyDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.beans.BeanUtils;
import org.springframework.util.ClassUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * All properties that an application knows, ours and Spring Boot's, and their names in an
 * environment.
 */
final class Properties {

  private static final Pattern VALUES = Pattern.compile("java\\.util\\.Map<[^,]+,\\s*(.+)>");
  private static final int DEEPEST = 3;

  private static final Map<String, String> OF_SPRING = ofSpring();

  private final Map<String, String> types = new LinkedHashMap<>(OF_SPRING);

  Properties(Checkout checkout, Application application) {
    for (String folder :
        new String[] {
          "shared-messaging/src/main/java", "shared-web/src/main/java", application.sources()
        }) {
      var sources = Sources.of(checkout, folder);
      sources.properties().forEach(property -> types.put(property, ""));
      sources.conditions().forEach(property -> types.put(property, ""));
    }
  }

  /** Those that still work, and their types. */
  private static Map<String, String> ofSpring() {
    var types = new LinkedHashMap<String, String>();
    try {
      for (URL list :
          Collections.list(
              Properties.class
                  .getClassLoader()
                  .getResources("META-INF/spring-configuration-metadata.json"))) {
        try (InputStream json = list.openStream()) {
          for (JsonNode property : JsonMapper.shared().readTree(json).path("properties")) {
            if (!property.path("deprecation").path("level").asString("").equals("error")) {
              types.put(property.path("name").asString(), property.path("type").asString(""));
            }
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return types;
  }

  boolean isKnown(String variable) {
    return types.entrySet().stream().anyMatch(property -> names(property, variable));
  }

  private static boolean names(Map.Entry<String, String> property, String variable) {
    String name = property.getKey();
    if (variable(name).equals(variable) || legacyVariable(name).equals(variable)) {
      return true;
    }
    Matcher map = VALUES.matcher(property.getValue());
    String prefix = variable(name) + "_";
    if (!map.matches() || !variable.startsWith(prefix)) {
      return false;
    }
    String entry = variable.substring(prefix.length());
    int end = entry.indexOf('_');
    return end < 0
        ? map.group(1).startsWith("java.lang.")
        : hasProperty(map.group(1), entry.substring(end + 1), DEEPEST);
  }

  /** Whether a bean of that type has that property, however deep. */
  private static boolean hasProperty(String type, String variable, int depth) {
    if (depth == 0 || !ClassUtils.isPresent(type, null)) {
      return false;
    }
    for (PropertyDescriptor property :
        BeanUtils.getPropertyDescriptors(ClassUtils.resolveClassName(type, null))) {
      String name = property.getName().toUpperCase(Locale.ROOT);
      if (name.equals(variable)) {
        return true;
      }
      if (variable.startsWith(name + "_")
          && hasProperty(
              property.getPropertyType().getName(),
              variable.substring(name.length() + 1),
              depth - 1)) {
        return true;
      }
    }
    return false;
  }

  private static String variable(String property) {
    return property.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT);
  }

  /** Spring Boot takes this one as well. */
  private static String legacyVariable(String property) {
    return property.replace('-', '_').replace('.', '_').toUpperCase(Locale.ROOT);
  }
}
