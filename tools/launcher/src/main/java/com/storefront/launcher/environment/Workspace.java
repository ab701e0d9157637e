package com.storefront.launcher.environment;

import com.storefront.servers.MongoServer;
import com.storefront.servers.PidFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder of the repository, with the data, logs and pid files of its local storefront. */
public record Workspace(Path repository) {

  public Workspace {
    repository = repository.toAbsolutePath().normalize();
  }

  /** For files that are valid only while the storefront runs. */
  Path run() {
    return created(".storefront/run");
  }

  Path data() {
    return created(".storefront/data");
  }

  Path data(Component server) {
    return data().resolve(server.toString());
  }

  public Path logs() {
    return created(".storefront/logs");
  }

  public Path log(Component component) {
    return component == Component.MONGODB
        ? data(component).resolve("mongod.log")
        : logs().resolve(component + ".log");
  }

  /** Of a component that is a process. */
  public PidFile pidFile(Component component) {
    return component == Component.MONGODB
        ? MongoServer.pidFile(data(component))
        : new PidFile(run().resolve(component + ".pid"), unpacked(component).toString());
  }

  /** Where an application is unpacked. */
  public Path unpacked(Component application) {
    return repository.resolve(".storefront/applications").resolve(application.toString());
  }

  Path jar(Component application) {
    var module = application.hasManagement() ? application + "-service" : "tools/" + application;
    return repository.resolve(module).resolve("target").resolve(application + ".jar");
  }

  private Path created(String folder) {
    try {
      return Files.createDirectories(repository.resolve(folder));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
