package com.storefront.local.stack;

import java.io.PrintStream;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Records that could not be applied: shows them, has them tried again, drops them. */
final class DeadLetters {

  private static final String PATH = "/actuator/deadletters";

  /** How many a service lists, or replays, at once. */
  private static final int MOST = 1000;

  private static final List<Part> FOLLOWERS = List.of(Part.ORDERS, Part.FULFILLMENT);

  private final Ports ports;
  private final PrintStream out;

  DeadLetters(Ports ports, PrintStream out) {
    this.ports = ports;
    this.out = out;
  }

  /**
   * @return the exit status: not 0 if something was not found or still can't be applied
   */
  int run(List<String> arguments) {
    if (arguments.isEmpty()) {
      return list();
    }
    if (arguments.size() != 2) {
      throw new UsageError("dead-letters takes nothing, or show, replay or drop and an ID");
    }
    var id = arguments.get(1);
    return switch (arguments.get(0)) {
      case "show" -> settle("GET", id);
      case "replay" -> id.equals("all") ? replayAll() : settle("POST", id);
      case "drop" -> settle("DELETE", id);
      default -> throw new UsageError("dead-letters can show, replay and drop");
    };
  }

  private int list() {
    int count = 0;
    boolean mayBeMore = false;
    for (var follower : FOLLOWERS) {
      JsonNode letters = management(follower).get(PATH + "?limit=" + MOST).path("deadLetters");
      for (JsonNode letter : letters) {
        out.printf(
            "%s  %s  %s%n    %s%n",
            letter.path("id").asString(""),
            letter.path("time").asString(""),
            letter.path("key").asString(""),
            letter.path("cause").asString(""));
      }
      count += letters.size();
      mayBeMore |= letters.size() >= MOST;
    }
    out.printf(
        mayBeMore
            ? "%d dead letters are shown, at most %d of each service; more may wait.%n"
            : "%d dead letters wait.%n",
        count,
        MOST);
    return 0;
  }

  private int replayAll() {
    int status = 0;
    for (var follower : FOLLOWERS) {
      HttpResponse<String> answer = management(follower).send("POST", PATH, by());
      out.printf("%s: %s%n", follower, answer.body());
      status |= answer.statusCode() == 200 && answer.body().contains("\"refused\":0") ? 0 : 1;
    }
    return status;
  }

  /** The service that follows the letter's topic knows it; the others answer 404. */
  private int settle(String method, String id) {
    var path = PATH + "/" + id + (method.equals("DELETE") ? "?by=" + user() : "");
    for (var follower : FOLLOWERS) {
      HttpResponse<String> answer =
          management(follower).send(method, path, method.equals("POST") ? by() : Map.of());
      if (answer.statusCode() != 404) {
        out.println(answer.body());
        return answer.statusCode() == 200 ? 0 : 1;
      }
    }
    out.println("There is no dead letter " + id);
    return 1;
  }

  private Api management(Part service) {
    return new Api(ports.managementUri(service));
  }

  private static Map<String, String> by() {
    return Map.of("by", user());
  }

  private static String user() {
    return System.getProperty("user.name");
  }
}
