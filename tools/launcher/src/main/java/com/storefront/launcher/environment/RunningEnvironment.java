package com.storefront.launcher.environment;

import com.storefront.servers.ServerFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;

/**
 * The launcher that runs in a workspace, with the ports of the components that it started. It holds
 * a file lock until its JVM ends, so that the file of a launcher that was killed is not used.
 *
 * @param launcher its pid
 */
public record RunningEnvironment(long launcher, ComponentPorts ports) {

  /**
   * Makes this JVM the launcher of the workspace.
   *
   * @param ports of the components that this launcher starts
   * @return what the JVM must hold until it ends
   * @throws ServerFailure if there is a launcher already
   */
  static FileLock register(Workspace workspace, ComponentPorts ports) {
    try {
      var lock = lockFile(workspace).tryLock();
      if (lock == null) {
        throw new ServerFailure(
            "The storefront is already running. ./storefront status shows it,"
                + " ./storefront down stops it.");
      }
      var properties = new Properties();
      properties.setProperty("launcher", Long.toString(ProcessHandle.current().pid()));
      ports
          .chosen()
          .forEach((component, port) -> properties.put(component.toString(), port.toString()));
      try (var out = Files.newBufferedWriter(file(workspace))) {
        properties.store(out, null);
      }
      return lock;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The launcher that runs now, if there is one. */
  public static Optional<RunningEnvironment> find(Workspace workspace) {
    try (var lockFile = lockFile(workspace)) {
      if (lockFile.tryLock() != null) {
        return Optional.empty();
      }
      var properties = new Properties();
      try (var in = Files.newBufferedReader(file(workspace))) {
        properties.load(in);
      }
      long launcher = Long.parseLong(String.valueOf(properties.remove("launcher")));
      var ports = new EnumMap<Component, Integer>(Component.class);
      properties.forEach(
          (component, port) ->
              ports.put(
                  Component.valueOf(component.toString().toUpperCase(Locale.ROOT)),
                  Integer.valueOf(port.toString())));
      return Optional.of(new RunningEnvironment(launcher, new ComponentPorts(ports)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The ports of the storefront that runs now, or the defaults. */
  public static ComponentPorts ports(Workspace workspace) {
    return find(workspace).map(RunningEnvironment::ports).orElse(ComponentPorts.defaults());
  }

  /** Whether {@code up} started the component, or was given one that runs elsewhere. */
  public boolean hasStarted(Component component) {
    return ports.chosen().containsKey(component);
  }

  private static FileChannel lockFile(Workspace workspace) throws IOException {
    return FileChannel.open(
        workspace.run().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  private static Path file(Workspace workspace) {
    return workspace.run().resolve("launcher.properties");
  }
}
