package com.storefront.local.stack;

import java.io.PrintStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;

/** Has accounts tell everything again, and then orders make its copies anew from it. */
final class Rebuild {

  private static final String PATH = "/actuator/rebuild";
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

  private final Ports ports;
  private final PrintStream out;

  Rebuild(Ports ports, PrintStream out) {
    this.ports = ports;
    this.out = out;
  }

  /**
   * @return the exit status: 0 if the new copies are the ones that are read
   */
  int run(List<String> arguments) {
    boolean force = arguments.equals(List.of("orders", "--force"));
    if (!force && !arguments.equals(List.of("orders"))) {
      throw new UsageError("Only orders keeps copies: rebuild orders [--force]");
    }
    int republished = new Republish(ports, out).run(Part.ACCOUNTS, Map.of());
    return republished == 0 ? rebuild(force) : republished;
  }

  private int rebuild(boolean force) {
    var management = new Api(ports.managementUri(Part.ORDERS));
    HttpResponse<String> begun =
        management.send("POST", PATH, Map.of("force", Boolean.toString(force)));
    if (begun.statusCode() != 200) {
      out.printf("orders refused: %d %s%n", begun.statusCode(), begun.body());
      return 1;
    }
    JsonNode rebuild = management.get(PATH);
    while (rebuild.path("state").asString("").equals("RUNNING")) {
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
      rebuild = management.get(PATH);
    }
    JsonNode compared = rebuild.path("comparison");
    out.printf(
        "orders: %d copies before, %d rebuilt; %d missing, %d outdated, %d mended%n",
        compared.path("present").asLong(),
        compared.path("rebuilt").asLong(),
        compared.path("missing").asLong(),
        compared.path("outdated").asLong(),
        compared.path("mended").asLong());
    out.printf(
        "digests %s and %s%n",
        compared.path("presentDigest").asString("-"), compared.path("rebuiltDigest").asString("-"));
    return switch (rebuild.path("state").asString("")) {
      case "SWITCHED" -> {
        out.println("The rebuilt copies are the ones that are read.");
        yield 0;
      }
      case "REFUSED" -> {
        out.println("Nothing was switched, because something would be lost: see --force.");
        yield 1;
      }
      default -> {
        out.println("It failed: " + rebuild.path("failure").asString(""));
        yield 1;
      }
    };
  }
}
