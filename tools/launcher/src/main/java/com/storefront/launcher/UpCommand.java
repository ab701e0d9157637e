package com.storefront.launcher;

import com.storefront.launcher.environment.Component;
import com.storefront.launcher.environment.LocalEnvironment;
import com.storefront.launcher.environment.ServerOptions;
import com.storefront.launcher.environment.Workspace;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Starts everything and runs until Ctrl-C. */
@Command(name = "up")
final class UpCommand implements Callable<Integer> {

  private final Workspace workspace;

  @Mixin private final ServerOptions servers = new ServerOptions();

  @Option(names = "--fresh")
  private boolean fresh;

  @Option(names = "--no-sample")
  private boolean withoutSample;

  @Option(names = "--no-notifications")
  private boolean withoutNotifications;

  @Option(names = "--no-console")
  private boolean withoutConsole;

  UpCommand(Workspace workspace) {
    this.workspace = workspace;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Storefront.logTo(workspace.log(Component.KAFKA));
    Set<Component> without = EnumSet.noneOf(Component.class);
    if (withoutNotifications) {
      without.addAll(List.of(Component.MAIL, Component.NOTIFICATIONS));
    }
    if (withoutConsole) {
      without.add(Component.CONSOLE);
    }
    new LocalEnvironment(workspace, servers, !withoutSample, without).run(fresh);
    return 0;
  }
}
