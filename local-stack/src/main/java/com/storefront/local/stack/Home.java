package com.storefront.local.stack;

import com.storefront.local.servers.MongoServer;
import com.storefront.local.servers.PidFile;
import com.storefront.local.servers.PrometheusServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** The folder of the repository, and {@code .storefront} in it: data, logs and what runs. */
record Home(Path repository) {

  Home {
    repository = repository.toAbsolutePath().normalize();
  }

  /** Throw-away state of the running stack. */
  Path run() {
    return created(".storefront/run");
  }

  Path data() {
    return created(".storefront/data");
  }

  Path log(Part part) {
    return switch (part) {
      case MONGODB -> data(part).resolve("mongod.log");
      case PROMETHEUS -> PrometheusServer.log(data(part));
      default -> logs().resolve(part + ".log");
    };
  }

  Path logs() {
    return created(".storefront/logs");
  }

  Path data(Part server) {
    return data().resolve(server.toString());
  }

  /** Every part has one but Kafka, which lives in the launcher. */
  PidFile pidFile(Part part) {
    return switch (part) {
      case MONGODB -> MongoServer.pidFile(data(part));
      case PROMETHEUS -> PrometheusServer.pidFile(data(part));
      default -> new PidFile(run().resolve(part + ".pid"), unpacked(part).toString());
    };
  }

  /** Holds an application unpacked, so that a build can replace its jar while it runs. */
  Path unpacked(Part application) {
    return repository.resolve(".storefront/applications").resolve(application.toString());
  }

  Path jar(Part application) {
    var module = application.isService() ? application + "-service" : "local-" + application;
    return repository.resolve(module).resolve("target").resolve(application + ".jar");
  }

  void forgetData() {
    delete(data());
  }

  private static void delete(Path folder) {
    try (var paths = Files.walk(folder)) {
      for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path created(String folder) {
    try {
      return Files.createDirectories(repository.resolve(folder));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
