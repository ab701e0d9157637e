package com.storefront.deployment;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The environment variables of a service are properties of its application. */
final class VariableChecks {

  private static final Set<String> OF_SPRING_BOOT = ofSpringBoot();

  /** Entries of a map, which are not in Spring Boot's list of properties, and what they contain. */
  private static final Pattern ENTRIES =
      Pattern.compile(
          "SPRING_SSL_BUNDLE_PEM_\\w+_(KEYSTORE|TRUSTSTORE)_(CERTIFICATE|PRIVATEKEY)"
              + "|SPRING_KAFKA_STREAMS_PROPERTIES_\\w+|POD_IP"
              + "|SPRING_MAIL_PROPERTIES_MAIL_SMTP_STARTTLS_REQUIRED");

  private VariableChecks() {}

  static void check(Checkout checkout, Report report) {
    Node compose = checkout.yaml("docker-compose.yml").at("services");
    for (Application application : Application.all(checkout)) {
      Set<String> known = new HashSet<>(OF_SPRING_BOOT);
      // Variables that all services share are properties of some.
      Application.all(checkout)
          .forEach(
              each ->
                  Sources.of(
                          checkout,
                          "platform/messaging/src/main/java",
                          "platform/web/src/main/java",
                          each.sources())
                      .properties()
                      .forEach(property -> add(property, known)));
      for (Manifest manifest : Manifest.all(checkout)) {
        if (manifest.is("Deployment") && application.isNameOf(manifest)) {
          var variables = manifest.containers().flatMap(it -> it.at("env").items().stream());
          check(variables.map(it -> it.at("name").text()).toList(), known, manifest, report);
        } else if (manifest.is("ConfigMap") && manifest.name().equals("storefront")) {
          check(manifest.at("data").entries().keySet(), known, manifest, report);
        }
      }
      Node variables = compose.at(application.name(), "environment");
      check(variables.entries().keySet(), known, "docker-compose.yml", report);
    }
  }

  private static void check(
      Collection<String> variables, Set<String> known, Object where, Report report) {
    for (String variable : variables) {
      report.expect(
          known.contains(variable) || ENTRIES.matcher(variable).matches(),
          where + ": " + variable + " is no property");
    }
  }

  private static Set<String> ofSpringBoot() {
    var variables = new HashSet<String>();
    try {
      var loader = VariableChecks.class.getClassLoader();
      for (URL metadata :
          Collections.list(loader.getResources("META-INF/spring-configuration-metadata.json"))) {
        try (InputStream json = metadata.openStream()) {
          for (JsonNode property : JsonMapper.shared().readTree(json).path("properties")) {
            if (!property.at("/deprecation/level").asString("").equals("error")) {
              add(property.path("name").asString(), variables);
            }
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return variables;
  }

  /** Spring Boot accepts a dash as nothing and as an underscore. */
  private static void add(String property, Set<String> variables) {
    String variable = property.replace('.', '_').toUpperCase(Locale.ROOT);
    variables.add(variable.replace("-", ""));
    variables.add(variable.replace('-', '_'));
  }
}
