package com.storefront.deployment;

import java.util.List;
import java.util.function.BiConsumer;

/** What must hold of the files that deploy the storefront. */
enum Check {
  PORTS_ARE_THE_APPLICATIONS(PortChecks::check),
  LABELS_MEET(LabelChecks::check),
  REFERENCES_LEAD_SOMEWHERE(ReferenceChecks::check),
  VARIABLES_ARE_PROPERTIES(VariableChecks::check),
  TOPICS_ARE_THE_SERVICES(TopicChecks::check),
  ROUTES_ARE_THE_LOCAL_GATEWAYS(RouteChecks::check),
  IMAGES_ARE_PINNED(ImageChecks::check),
  A_MINIKUBE_HAS_ROOM(RoomChecks::check),
  MONITORING_ASKS_FOR_WHAT_THERE_IS(MonitoringChecks::check);

  private final BiConsumer<Checkout, Complaints> check;

  Check(BiConsumer<Checkout, Complaints> check) {
    this.check = check;
  }

  List<String> complaints(Checkout checkout) {
    var complaints = new Complaints();
    check.accept(checkout, complaints);
    return complaints.list();
  }
}
