package com.storefront.local.stack;

import java.io.PrintStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Has a service tell its followers once more what it told last, and waits for it. */
final class Republish {

  private static final String PATH = "/actuator/republish";
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

  /** More changes than anybody makes between a backup and its restore. */
  private static final String RAISE = "1000000";

  private final Ports ports;
  private final PrintStream out;

  Republish(Ports ports, PrintStream out) {
    this.ports = ports;
    this.out = out;
  }

  /**
   * @return the exit status: 0 when the broker has it all
   */
  int run(List<String> arguments) {
    var rest = new ArrayDeque<>(arguments);
    var service =
        Part.named(String.valueOf(rest.poll()))
            .filter(Part::isService)
            .orElseThrow(() -> new UsageError("republish needs one of " + Part.SERVICES));
    var request = new HashMap<String, String>();
    while (!rest.isEmpty()) {
      var option = rest.pop();
      switch (option) {
        case "--per-second" -> request.put("perSecond", number(rest.poll()));
        case "--after-restore" -> request.put("raiseBy", RAISE);
        default -> throw new UsageError("Unknown option " + option);
      }
    }
    return run(service, request);
  }

  int run(Part service, Map<String, String> request) {
    var management = new Api(ports.managementUri(service));
    HttpResponse<String> begun = management.send("POST", PATH, request);
    if (begun.statusCode() == 409) {
      out.printf("%s republishes already; this waits for it.%n", service);
    } else if (begun.statusCode() != 200) {
      out.printf("%s refused: %d %s%n", service, begun.statusCode(), begun.body());
      return 1;
    }
    JsonNode progress = management.get(PATH);
    while (progress.path("state").asString("").equals("RUNNING")) {
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
      progress = management.get(PATH);
    }
    boolean isDone = progress.path("state").asString("").equals("DONE");
    out.printf(
        "%s: %d read, %d told again%s%n",
        service,
        progress.path("read").asLong(),
        progress.path("told").asLong(),
        isDone ? "" : ", then: " + progress.path("failure").asString(""));
    return isDone ? 0 : 1;
  }

  private static String number(@Nullable String argument) {
    if (argument == null || !argument.matches("[1-9][0-9]{0,8}")) {
      throw new UsageError("--per-second needs a number");
    }
    return argument;
  }
}
