package com.storefront.deployment;

import java.util.Set;

/** Each environment variable of a service is a property that it knows. */
final class VariableChecks {

  private VariableChecks() {}

  static void check(Checkout checkout, Complaints complaints) {
    for (Application application : Application.all(checkout)) {
      var properties = new Properties(checkout, application);

      for (Manifest deployment : Manifest.all(checkout, "Deployment")) {
        if (deployment.name().equals(application.name())) {
          deployment
              .containers()
              .flatMap(container -> container.at("env").items().stream())
              .map(variable -> variable.at("name").text())
              .forEach(
                  variable ->
                      complaints.unless(
                          properties.isKnown(variable),
                          "%s: %s is no property",
                          deployment,
                          variable));
        }
      }
      for (Manifest shared : Manifest.all(checkout, "ConfigMap")) {
        if (shared.name().equals("storefront")) {
          all(shared.at("data"), properties, shared.toString(), complaints);
        }
      }
      Node services = checkout.yaml("docker-compose.yml").at("services");
      all(
          services.at(application.name(), "environment"),
          properties,
          "docker-compose.yml: " + application.name(),
          complaints);
    }
  }

  private static void all(
      Node variables, Properties properties, String where, Complaints complaints) {
    Set<String> names = variables.entries().keySet();
    complaints.unless(!names.isEmpty(), "%s sets nothing", where);
    for (String name : names) {
      complaints.unless(properties.isKnown(name), "%s: %s is no property", where, name);
    }
  }
}
