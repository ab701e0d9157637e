package com.storefront.local.stack;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;

/**
 * How {@code up} was asked to run.
 *
 * @param fresh throw away what earlier runs stored
 * @param sampleData let the services make sample data when asked
 * @param monitoring start Prometheus as well
 * @param mongodbUri a server that runs already, instead of an own one
 * @param kafka host and port of a broker that runs already, instead of an own one
 */
record Options(
    boolean fresh,
    boolean sampleData,
    boolean monitoring,
    Optional<String> mongodbUri,
    Optional<String> kafka,
    Ports ports) {

  static Options parse(List<String> arguments) {
    boolean fresh = false;
    boolean sampleData = true;
    boolean monitoring = false;
    var mongodbUri = Optional.<String>empty();
    var kafka = Optional.<String>empty();
    var ports = Ports.usual();
    var rest = new ArrayDeque<>(arguments);
    while (!rest.isEmpty()) {
      var option = rest.pop();
      switch (option) {
        case "--fresh" -> fresh = true;
        case "--no-sample" -> sampleData = false;
        case "--monitoring" -> monitoring = true;
        case "--mongodb-uri" -> mongodbUri = Optional.of(valueOf(option, rest));
        case "--kafka" -> kafka = Optional.of(valueOf(option, rest));
        case "--port" -> ports = with(ports, valueOf(option, rest));
        default -> throw new UsageError("Unknown option " + option);
      }
    }
    return new Options(fresh, sampleData, monitoring, mongodbUri, kafka, ports);
  }

  static String valueOf(String option, ArrayDeque<String> rest) {
    if (rest.isEmpty()) {
      throw new UsageError(option + " needs a value");
    }
    return rest.pop();
  }

  static Ports with(Ports ports, String choice) {
    var partAndPort = choice.split("=", 2);
    var part = Part.named(partAndPort[0]);
    if (part.isEmpty() || partAndPort.length < 2 || !partAndPort[1].matches("[1-9][0-9]{0,4}")) {
      throw new UsageError("--port needs PART=NUMBER, with PART one of " + List.of(Part.values()));
    }
    return ports.with(part.get(), Integer.parseInt(partAndPort[1]));
  }
}
