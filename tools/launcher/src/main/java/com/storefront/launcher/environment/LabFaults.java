package com.storefront.launcher.environment;

import com.storefront.launcher.lab.Fault;
import com.storefront.servers.CarrierServer;
import com.storefront.servers.KafkaServer;
import com.storefront.servers.MongoServer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** The faults of the components that the launcher has started. */
final class LabFaults {

  /** What to watch while a service is paused, in the order of the page. */
  private static final Map<Component, String> PAUSED =
      new EnumMap<>(
          Map.of(
              Component.ACCOUNTS,
              "Customers cannot be registered; orders of the others are placed and shipped.",
              Component.ORDERS,
              "No order can be placed; fulfillment continues, and orders gets each status later.",
              Component.FULFILLMENT,
              "Orders are placed and approved, and Where is my order? names what they wait for.",
              Component.NOTIFICATIONS,
              "Orders do not wait for mails; the mails are sent later, each one once."));

  private LabFaults() {}

  /**
   * Lists the faults.
   *
   * @param started what runs each component, the servers already; changes with each restart
   * @param applications that this launcher starts
   * @param restart kills an application, starts it again and waits until it is ready
   */
  static List<Fault> of(
      Map<Component, AutoCloseable> started,
      Set<Component> applications,
      Consumer<Component> restart) {
    var faults = new ArrayList<Fault>();
    PAUSED.forEach(
        (component, watch) -> {
          if (applications.contains(component)) {
            faults.add(
                new Fault(
                    "pause-" + component,
                    "Pause " + component,
                    watch,
                    () -> application(started, component).pause(),
                    () -> application(started, component).resume()));
            faults.add(
                new Fault(
                    "kill-" + component,
                    "Kill %s and start it again".formatted(component),
                    "Requests are refused until it is ready; then every acknowledged order is there.",
                    () -> restart.accept(component),
                    null));
          }
        });
    if (started.get(Component.KAFKA) instanceof KafkaServer kafka) {
      faults.add(
          new Fault(
              "kafka",
              "Stop Kafka",
              "Orders are still accepted: Start counts the documents whose events wait for Kafka.",
              kafka::stop,
              kafka::restart));
    }
    if (started.get(Component.MONGODB) instanceof MongoServer mongodb) {
      faults.add(
          new Fault(
              "mongodb",
              "Pause MongoDB",
              "Requests fail after a time limit: nothing is acknowledged that is not stored.",
              mongodb::pause,
              mongodb::resume));
    }
    if (started.get(Component.CARRIER) instanceof CarrierServer carrier) {
      faults.add(
          new Fault(
              "carrier",
              "Let the carrier fail",
              "A label that is booked on the page of an order is tried again until the carrier"
                  + " answers; the order can wait or be shipped by hand.",
              () -> carrier.set(CarrierServer.Fault.FAIL),
              () -> carrier.set(CarrierServer.Fault.NONE)));
    }
    if (started.get(Component.MAIL) instanceof MailServer mail) {
      faults.add(
          new Fault(
              "mail",
              "Let the mail server take mails without an answer",
              "Mails lists them as in doubt; each is sent again with the same Message-ID.",
              () -> mail.answer(false),
              () -> mail.answer(true)));
    }
    return faults;
  }

  private static Application application(
      Map<Component, AutoCloseable> started, Component component) {
    if (started.get(component) instanceof Application application) {
      return application;
    }
    throw new IllegalStateException(component + " does not run.");
  }
}
