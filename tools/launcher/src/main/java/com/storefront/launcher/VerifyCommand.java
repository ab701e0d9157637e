package com.storefront.launcher;

import com.mongodb.client.MongoClients;
import com.storefront.launcher.consistency.ConsistencyCheck;
import com.storefront.launcher.consistency.LiveDiagnostics;
import com.storefront.launcher.consistency.Report;
import com.storefront.launcher.environment.Progress;
import com.storefront.launcher.environment.RunningEnvironment;
import com.storefront.launcher.environment.ServerOptions;
import com.storefront.launcher.environment.Workspace;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Compares what the three services store. */
@Command(name = "verify")
final class VerifyCommand implements Callable<Integer> {

  private final Workspace workspace;

  @Mixin private final ServerOptions servers = new ServerOptions();

  @Option(names = "--older-than")
  private int toleratedSeconds = 5;

  @Option(names = "--show")
  private int limit = 50;

  @Option(names = "--metrics")
  private @Nullable Path metrics;

  VerifyCommand(Workspace workspace) {
    this.workspace = workspace;
  }

  @Override
  public Integer call() {
    Storefront.logTo(workspace.logs().resolve("verify.log"));
    var ports = servers.ports(RunningEnvironment.ports(workspace));
    var clock = Clock.systemUTC();
    var report = new Report(System.out, clock, Duration.ofSeconds(toleratedSeconds), limit);
    try (var mongodb = MongoClients.create(servers.mongodbUri(ports).database("admin"));
        var diagnostics = new LiveDiagnostics(ports, servers.kafka(ports));
        var progress = new Progress("Comparing aggregates")) {
      var databases = ConsistencyCheck.Databases.defaults();
      var check = new ConsistencyCheck(mongodb, databases, diagnostics, clock);
      long total = check.total();
      long compared = check.run(report::add, done -> progress.show(done, total));
      if (metrics != null) {
        report.writeMetrics(metrics, compared);
      }
      return report.close(compared) ? 0 : 1;
    }
  }
}
