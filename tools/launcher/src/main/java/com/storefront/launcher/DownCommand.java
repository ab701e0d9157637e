package com.storefront.launcher;

import com.storefront.launcher.environment.Component;
import com.storefront.launcher.environment.RunningEnvironment;
import com.storefront.launcher.environment.Workspace;
import com.storefront.servers.PidFile;
import java.time.Duration;
import picocli.CommandLine.Command;

/** Stops the storefront that another terminal started, and what a killed launcher left. */
@Command(name = "down")
final class DownCommand implements Runnable {

  private static final Duration TIMEOUT = Duration.ofMinutes(3);

  private final Workspace workspace;

  DownCommand(Workspace workspace) {
    this.workspace = workspace;
  }

  @Override
  public void run() {
    var launcher =
        RunningEnvironment.find(workspace)
            .map(RunningEnvironment::launcher)
            .flatMap(ProcessHandle::of);
    if (launcher.isPresent()) {
      System.out.println("Stopping");
      PidFile.stop(launcher.get(), TIMEOUT);
    }
    boolean stopped = launcher.isPresent();
    for (var component : Component.values()) {
      stopped |= component.isProcess() && workspace.pidFile(component).stopOrphan();
    }
    System.out.println(stopped ? "The storefront is stopped." : "The storefront is not running.");
  }
}
