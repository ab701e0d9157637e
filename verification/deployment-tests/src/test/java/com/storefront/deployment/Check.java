package com.storefront.deployment;

import java.util.List;
import java.util.function.BiConsumer;

/** The checks of the files with which the storefront is deployed. */
enum Check {
  PORTS_MATCH_APPLICATIONS(PortChecks::check),
  SELECTORS_MATCH_PODS(SelectorChecks::check),
  REFERENCES_EXIST(ReferenceChecks::check),
  VARIABLES_ARE_PROPERTIES(VariableChecks::check),
  TOPICS_MATCH_SERVICES(TopicChecks::check),
  GATEWAYS_HAVE_EQUAL_ROUTES(RouteChecks::check),
  READERS_ONLY_READ(ReaderChecks::check),
  IMAGES_ARE_PINNED(ImageChecks::check),
  README_COMMANDS_FIT(ReadmeChecks::check),
  RESOURCES_FIT_MINIKUBE(ResourceChecks::check),
  MONITORING_USES_EXISTING_METRICS(MonitoringChecks::check);

  private final BiConsumer<Checkout, Report> check;

  Check(BiConsumer<Checkout, Report> check) {
    this.check = check;
  }

  List<String> mistakes(Checkout checkout) {
    var report = new Report();
    check.accept(checkout, report);
    return report.mistakes();
  }
}
