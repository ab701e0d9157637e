package com.storefront.launcher;

import com.storefront.launcher.environment.Component;
import com.storefront.launcher.environment.ComponentPorts;
import com.storefront.launcher.environment.RunningEnvironment;
import com.storefront.launcher.environment.Workspace;
import com.storefront.servers.Ports;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

/** Prints state, process, port and memory of each component. */
@Command(name = "status")
final class StatusCommand implements Callable<Integer> {

  private static final String ROW = "  %-13s %-9s %8s  %-11s %s%n";

  private static final Set<Component> OPTIONAL =
      EnumSet.of(Component.MAIL, Component.NOTIFICATIONS, Component.CONSOLE);

  private final Workspace workspace;

  StatusCommand(Workspace workspace) {
    this.workspace = workspace;
  }

  @Override
  public Integer call() {
    var running = RunningEnvironment.find(workspace);
    var ports = RunningEnvironment.ports(workspace);
    System.out.printf(ROW, "component", "state", "pid", "port", "memory");
    for (var component : Component.values()) {
      if (running.isPresent() && !running.get().hasStarted(component)) {
        System.out.printf(ROW, component, absence(component), "-", "-", "-");
      } else {
        print(component, process(component, running), ports);
      }
    }
    return running.isPresent() ? 0 : 3;
  }

  private static String absence(Component component) {
    return OPTIONAL.contains(component) ? "off" : "external";
  }

  private Optional<ProcessHandle> process(
      Component component, Optional<RunningEnvironment> running) {
    return component.isProcess()
        ? workspace.pidFile(component).process()
        : running.map(RunningEnvironment::launcher).flatMap(ProcessHandle::of);
  }

  private static void print(
      Component component, Optional<ProcessHandle> process, ComponentPorts ports) {
    var numbers = ports.allOf(component);
    boolean isTaken = process.isEmpty() && !numbers.stream().allMatch(Ports::isFree);
    System.out.printf(
        ROW,
        component,
        process.isPresent() ? "up" : isTaken ? "port used" : "down",
        process.map(handle -> Long.toString(handle.pid())).orElse("-"),
        numbers.stream().map(Object::toString).collect(Collectors.joining(", ")),
        isTaken
            ? "- (a process outside this folder listens there)"
            : process.flatMap(StatusCommand::memory).orElse("-")
                + (component.isProcess() ? "" : " (in the launcher)"));
  }

  /** Resident memory; {@code ps} is the only source that all Unix systems have. */
  private static Optional<String> memory(ProcessHandle process) {
    try {
      var ps =
          new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(process.pid()))
              .redirectErrorStream(true)
              .start();
      try (var output = ps.inputReader()) {
        return output
            .lines()
            .findFirst()
            .map(kib -> "%.0f MB".formatted(Double.parseDouble(kib.trim()) / 1024));
      }
    } catch (IOException | NumberFormatException unknown) {
      return Optional.empty();
    }
  }
}
