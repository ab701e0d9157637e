package com.storefront.local.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A {@code mongod} that is a child of this JVM, and does not outlive it. */
final class MongodProcess implements Mongod {

  private final Path binary;
  private final Path folder;
  private final int port;
  private final PidFile pidFile;

  private @Nullable Process process;
  private @Nullable LastWill will;

  MongodProcess(Path binary, Path folder, int port) {
    this.binary = binary;
    this.folder = folder.toAbsolutePath();
    this.port = port;
    this.pidFile = pidFile(this.folder);
  }

  static PidFile pidFile(Path folder) {
    return new PidFile(folder.resolve("mongod.pid"), folder.toAbsolutePath().toString());
  }

  @Override
  public void start() {
    try {
      process =
          new ProcessBuilder(
                  binary.toString(),
                  "--dbpath=" + folder,
                  "--port=" + port,
                  "--bind_ip=" + Ports.LOOPBACK,
                  "--replSet=" + MongoServer.REPLICA_SET,
                  "--oplogSize=128",
                  "--wiredTigerCacheSizeGB=0.25",
                  "--setParameter=diagnosticDataCollectionEnabled=false")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
              .start();
    } catch (IOException e) {
      throw new ServerFailure("MongoDB could not be started from %s.".formatted(binary), e);
    }
    pidFile.write(process.toHandle());
    will = leaveNoOrphan(process);
  }

  private @Nullable LastWill leaveNoOrphan(Process mongod) {
    try {
      return LastWill.write("kill " + mongod.pid(), folder);
    } catch (IOException noShell) {
      Runtime.getRuntime().addShutdownHook(new Thread(mongod::destroy));
      return null;
    }
  }

  @Override
  public void stop() {
    end(() -> PidFile.stop(running().toHandle(), Duration.ofSeconds(20)));
  }

  @Override
  public void kill() {
    end(() -> running().destroyForcibly().onExit().join());
  }

  private void end(Runnable ending) {
    if (isAlive()) {
      ending.run();
    }
    if (will != null) {
      will.close();
      will = null;
    }
    pidFile.delete();
  }

  @Override
  public void pause() {
    signal("STOP");
  }

  @Override
  public void resume() {
    signal("CONT");
  }

  private void signal(String name) {
    try {
      var kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid())).inheritIO().start();
      if (kill.waitFor() != 0) {
        throw new ServerFailure("MongoDB could not be sent the signal %s.".formatted(name));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public long pid() {
    return running().pid();
  }

  @Override
  public boolean isAlive() {
    return process != null && process.isAlive();
  }

  @Override
  public String lastWords() {
    try {
      List<String> lines = Files.readAllLines(log());
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
    } catch (IOException e) {
      return "It left no log at " + log();
    }
  }

  private Path log() {
    return folder.resolve("mongod.log");
  }

  private Process running() {
    if (process == null) {
      throw new IllegalStateException("MongoDB was not started");
    }
    return process;
  }
}
