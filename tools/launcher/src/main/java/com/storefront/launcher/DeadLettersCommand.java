package com.storefront.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.storefront.launcher.environment.Api;
import com.storefront.launcher.environment.Component;
import com.storefront.launcher.environment.ComponentPorts;
import com.storefront.launcher.environment.Console;
import com.storefront.servers.ServerFailure;
import java.io.PrintStream;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Lists the records that could not be processed, shows, replays or drops one. */
@Command(name = "dead-letters")
final class DeadLettersCommand implements Callable<Integer> {

  private static final String PATH = "/actuator/deadletters";

  /** The limit of a service for one list. */
  private static final int LIMIT = 1000;

  /** Longer than a call of a service replays dead letters. */
  private static final Duration TIMEOUT = Duration.ofMinutes(2);

  private static final List<Component> CONSUMERS = List.of(Component.ORDERS, Component.FULFILLMENT);

  private final Supplier<ComponentPorts> ports;
  private final Console console;

  DeadLettersCommand(Supplier<ComponentPorts> ports, PrintStream out) {
    this.ports = ports;
    this.console = new Console(out);
  }

  @Override
  public Integer call() {
    var lists = new HashMap<Component, JsonNode>();
    int status =
        ofEach(
            consumer -> {
              var answer = send(consumer, "GET", "?limit=" + LIMIT, Map.of());
              lists.put(consumer, body(answer));
              return answer.statusCode() == 200 ? 0 : fail(consumer, answer);
            });
    long listed = lists.values().stream().mapToLong(this::print).sum();
    long all = lists.values().stream().mapToLong(list -> list.path("unresolved").asLong(0)).sum();
    print(
        listed == all
            ? "%d unresolved dead letters.".formatted(all)
            : "%d of %d unresolved dead letters are listed, at most %d of each service."
                .formatted(listed, all, LIMIT));
    return status;
  }

  private long print(JsonNode list) {
    for (JsonNode letter : list.path("deadLetters")) {
      print("%s  %s  %s".formatted(text(letter, "id"), text(letter, "time"), text(letter, "key")));
      print("    " + text(letter, "cause"));
    }
    return list.path("deadLetters").size();
  }

  @Command
  int show(@Parameters(paramLabel = "ID") String id) {
    return ofOne(
        id,
        consumer -> send(consumer, "GET", "/" + encoded(id), Map.of()),
        answer ->
            body(answer)
                .propertyStream()
                .filter(property -> !property.getValue().isNull())
                .forEach(it -> print(it.getKey() + " " + it.getValue().asString())));
  }

  @Command
  int replay(@Parameters(paramLabel = "ID|all") String id) {
    return id.equals("all")
        ? ofEach(this::replayAll)
        : ofOne(
            id,
            consumer -> send(consumer, "POST", "/" + encoded(id), Map.of("by", user())),
            answer -> print("Replayed %s: its record is applied.".formatted(id)));
  }

  @Command
  int drop(@Parameters(paramLabel = "ID") String id) {
    return ofOne(
        id,
        consumer ->
            send(consumer, "DELETE", "/" + encoded(id) + "?by=" + encoded(user()), Map.of()),
        answer -> print("Dropped %s: it is not listed any more.".formatted(id)));
  }

  /** A service replays a part of its dead letters in each call, so that the progress is known. */
  private int replayAll(Component consumer) {
    long begun = System.nanoTime();
    long replayed = 0;
    long refused = 0;
    String reason = "";
    String after = "";
    do {
      HttpResponse<String> answer;
      try {
        answer = send(consumer, "POST", "", replayRequest(after));
      } catch (ServerFailure failure) {
        printInterrupted(consumer, replayed);
        throw failure;
      }
      if (answer.statusCode() != 200) {
        printInterrupted(consumer, replayed);
        return fail(consumer, answer);
      }
      JsonNode part = body(answer);
      replayed += part.path("replayed").asLong();
      refused += part.path("refused").asLong();
      reason = reason.isEmpty() ? text(part, "reason") : reason;
      after = text(part, "next");
      if (!after.isEmpty()) {
        long left = Math.max(0, part.path("unresolved").asLong() - refused);
        printProgress(consumer, replayed + refused, left, System.nanoTime() - begun);
      }
    } while (!after.isEmpty());
    print(
        "%s: %d replayed%s"
            .formatted(
                consumer,
                replayed,
                refused == 0
                    ? "."
                    : ", %d still cannot be applied. The first: %s".formatted(refused, reason)));
    return refused == 0 ? 0 : 1;
  }

  private void printProgress(Component consumer, long done, long left, long nanos) {
    print(
        "%s: %d of %d done, about %d s left"
            .formatted(
                consumer,
                done,
                done + left,
                Duration.ofNanos(nanos)
                    .dividedBy(Math.max(1, done))
                    .multipliedBy(left)
                    .toSeconds()));
  }

  private void printInterrupted(Component consumer, long replayed) {
    print(
        "%s: interrupted after %d were replayed. Run the command again for the rest."
            .formatted(consumer, replayed));
  }

  private static Map<String, String> replayRequest(String after) {
    return after.isEmpty() ? Map.of("by", user()) : Map.of("by", user(), "after", after);
  }

  /** Calls every service, also after one has failed. */
  private int ofEach(Function<Component, Integer> call) {
    int status = 0;
    for (var consumer : CONSUMERS) {
      try {
        status |= call.apply(consumer);
      } catch (ServerFailure failure) {
        print("%s: %s".formatted(consumer, failure.getMessage()));
        status = 1;
      }
    }
    return status;
  }

  private interface Success {
    void print(HttpResponse<String> answer);
  }

  /** The service that consumes the topic of the dead letter answers; the other one has none. */
  private int ofOne(String id, Function<Component, HttpResponse<String>> call, Success success) {
    String failure = null;
    for (var consumer : CONSUMERS) {
      try {
        var answer = call.apply(consumer);
        switch (answer.statusCode()) {
          case 200, 204 -> success.print(answer);
          case 404 -> {
            continue;
          }
          case 409 ->
              print("%s still cannot be applied: %s".formatted(id, text(body(answer), "reason")));
          default -> fail(consumer, answer);
        }
        return answer.statusCode() < 300 ? 0 : 1;
      } catch (ServerFailure unreachable) {
        failure = "%s: %s".formatted(consumer, unreachable.getMessage());
      }
    }
    print(
        failure == null
            ? "No dead letter %s. ./storefront dead-letters lists them.".formatted(id)
            : failure);
    return 1;
  }

  private HttpResponse<String> send(
      Component service, String method, String path, Map<String, String> body) {
    return new Api(ports.get().managementUri(service), TIMEOUT).sendJson(method, PATH + path, body);
  }

  private int fail(Component consumer, HttpResponse<String> answer) {
    String detail = text(body(answer), "detail");
    print(
        "%s: %s"
            .formatted(
                consumer, detail.isEmpty() ? "answered with " + answer.statusCode() : detail));
    return 1;
  }

  private void print(String line) {
    console.print(line);
  }

  private static String text(JsonNode object, String property) {
    return object.path(property).asString("");
  }

  /** The body, without properties if it is no JSON. */
  private static JsonNode body(HttpResponse<String> answer) {
    try {
      return JsonMapper.shared().readTree(answer.body());
    } catch (JacksonException noJson) {
      return JsonMapper.shared().createObjectNode();
    }
  }

  private static String encoded(@Nullable String text) {
    return URLEncoder.encode(String.valueOf(text), UTF_8).replace("+", "%20");
  }

  private static String user() {
    return System.getProperty("user.name");
  }
}
