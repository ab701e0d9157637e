package com.storefront.launcher;

import com.storefront.launcher.environment.Api;
import com.storefront.launcher.environment.Component;
import com.storefront.launcher.environment.ComponentPorts;
import java.io.PrintStream;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Shows or changes how the local carrier answers. */
@Command(name = "carrier")
final class CarrierCommand implements Runnable {

  private static final int MAX_TIMES = 999_999;

  private final Supplier<ComponentPorts> ports;
  private final PrintStream out;

  @Spec private CommandSpec command;

  @Parameters(paramLabel = "ACTION", arity = "0..1")
  private Action action = Action.STATUS;

  @Option(names = "--times")
  private @Nullable Integer times;

  CarrierCommand(Supplier<ComponentPorts> ports, PrintStream out) {
    this.ports = ports;
    this.out = out;
  }

  enum Action {
    STATUS,
    FAIL,
    SLOW,
    REFUSE,
    LOSE,
    HEAL
  }

  @Override
  public void run() {
    if (times != null && (times < 1 || times > MAX_TIMES)) {
      throw new ParameterException(
          command.commandLine(),
          "--times must be a number from 1 to %d, not %d.".formatted(MAX_TIMES, times));
    }
    var api = new Api(ports.get().uri(Component.CARRIER));
    JsonNode status =
        switch (action) {
          case STATUS -> api.get("/faults");
          case HEAL -> api.post("/faults/none");
          case FAIL, SLOW, REFUSE, LOSE -> api.post("/faults/" + fault());
        };
    out.printf(
        "fault: %s%s%nlabels: %d%ncalls: %d%n",
        status.path("fault").asString("?"),
        status.path("times").isNull() ? "" : ", for %s calls".formatted(status.path("times")),
        status.path("labels").asLong(),
        status.path("calls").asLong());
  }

  private String fault() {
    return action.name().toLowerCase(Locale.ROOT) + (times == null ? "" : "?times=" + times);
  }
}
