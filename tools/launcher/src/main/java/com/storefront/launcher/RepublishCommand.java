package com.storefront.launcher;

import com.storefront.launcher.environment.Api;
import com.storefront.launcher.environment.Component;
import com.storefront.launcher.environment.ComponentPorts;
import com.storefront.launcher.environment.Console;
import com.storefront.launcher.environment.Progress;
import java.io.PrintStream;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Publishes the latest event of every aggregate of a service again, and waits for the end. */
@Command(name = "republish")
final class RepublishCommand implements Callable<Integer> {

  private static final String PATH = "/actuator/republish";

  private static final int POLL_MILLIS = 500;

  /** Far more versions than an aggregate gains between a backup and its restore. */
  private static final String VERSIONS_TO_SKIP = "1000000";

  private final Supplier<ComponentPorts> ports;
  private final PrintStream out;

  @Spec private CommandSpec command;

  @Parameters(paramLabel = "SERVICE")
  private Component service;

  @Option(names = "--per-second")
  private @Nullable Integer perSecond;

  @Option(names = "--after-restore")
  private boolean afterRestore;

  RepublishCommand(Supplier<ComponentPorts> ports, PrintStream out) {
    this.ports = ports;
    this.out = out;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (!service.isService()) {
      throw new ParameterException(
          command.commandLine(),
          "%s is not a service. Services are %s.".formatted(service, Component.SERVICES));
    }
    var management = new Api(ports.get().managementUri(service));
    HttpResponse<String> begun = management.sendJson("POST", PATH, request());
    if (begun.statusCode() == 409) {
      out.printf("%s is republishing already. Waiting for it to end.%n", service);
    } else if (begun.statusCode() != 200) {
      out.printf("%s refused: %d %s%n", service, begun.statusCode(), Console.quoted(begun.body()));
      return 1;
    }
    JsonNode run = management.get(PATH);
    try (var progress = new Progress("Reading aggregates of " + service)) {
      while (state(run).equals("RUNNING")) {
        progress.show(run.path("read").asLong(), run.path("total").asLong(0));
        TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        run = management.get(PATH);
      }
    }
    boolean isDone = state(run).equals("DONE");
    out.printf(
        "%s: %d aggregates read, %d events published%s%n",
        service,
        run.path("read").asLong(),
        run.path("published").asLong(),
        isDone ? "" : "; then failed: " + Console.quoted(run.path("failure").asString("")));
    return isDone ? 0 : 1;
  }

  private Map<String, String> request() {
    var request = new HashMap<String, String>();
    if (perSecond != null) {
      request.put("perSecond", perSecond.toString());
    }
    if (afterRestore) {
      request.put("raiseBy", VERSIONS_TO_SKIP);
    }
    return request;
  }

  private static String state(JsonNode run) {
    return run.path("state").asString("");
  }
}
