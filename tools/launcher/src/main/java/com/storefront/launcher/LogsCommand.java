package com.storefront.launcher;

import com.storefront.launcher.environment.Component;
import com.storefront.launcher.environment.RunningEnvironment;
import com.storefront.launcher.environment.Workspace;
import com.storefront.servers.ServerFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prints the end of the logs; follows them while the storefront runs. */
@Command(name = "logs")
final class LogsCommand implements Callable<Integer> {

  private final Workspace workspace;

  @Parameters(paramLabel = "COMPONENT", arity = "0..*")
  private List<Component> components = List.of(Component.values());

  LogsCommand(Workspace workspace) {
    this.workspace = workspace;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    var tail = new ArrayList<>(List.of("tail", "-n", "20"));
    if (RunningEnvironment.find(workspace).isPresent()) {
      tail.add("-F");
    }
    var logs = components.stream().map(workspace::log).filter(Files::exists).toList();
    if (logs.isEmpty()) {
      throw new ServerFailure("No logs in .storefront. ./storefront up starts the storefront.");
    }
    logs.forEach(log -> tail.add(log.toString()));
    return new ProcessBuilder(tail).inheritIO().start().waitFor();
  }
}
