package com.storefront.benchmarks.services;

import com.storefront.local.servers.ChildProcess;
import com.storefront.local.servers.Jdk;
import com.storefront.local.servers.LocalServers;
import com.storefront.local.servers.PidFile;
import com.storefront.local.servers.Ports;
import com.storefront.local.servers.UnpackedJar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;

/**
 * One service, unpacked, to be started alone as {@code ./storefront up} starts it, on the servers
 * of this process and a database of its own.
 */
record ServiceJar(String service, Path jar) {

  private static final Path HOME = Path.of(System.getProperty("storefront.home", "."));
  private static final Path FOLDER = HOME.resolve("benchmarks/target/services").toAbsolutePath();
  private static final int HEAP_MEBIBYTES = 256;

  /**
   * Unpacks what was built before.
   *
   * @throws com.storefront.local.servers.ServerFailure if nothing was
   */
  static ServiceJar of(String service) {
    var original = HOME.resolve(service + "-service").resolve("target").resolve(service + ".jar");
    var unpacked = new UnpackedJar(original, FOLDER.resolve(service));
    return new ServiceJar(service, unpacked.unpack(Jdk.newest().java()));
  }

  /** Starts it on the newest JDK, and returns when it is ready. */
  RunningService start(Map<String, String> settings) {
    return start(Jdk.newest(), true, settings);
  }

  /**
   * Starts it, and returns when it is ready.
   *
   * @param archive whether it starts from an archive of its classes, or leaves one for the next
   *     start
   * @param settings environment variables, beside those that tell it where everything is
   */
  RunningService start(Jdk jdk, boolean archive, Map<String, String> settings) {
    int port = Ports.free();
    int managementPort = Ports.free();
    var environment = new HashMap<String, String>();
    environment.put("SERVER_ADDRESS", Ports.LOOPBACK);
    environment.put("SERVER_PORT", Integer.toString(port));
    environment.put("MANAGEMENT_SERVER_ADDRESS", Ports.LOOPBACK);
    environment.put("MANAGEMENT_SERVER_PORT", Integer.toString(managementPort));
    environment.put("SPRING_MONGODB_URI", LocalServers.mongodbUri(service));
    environment.put("SPRING_KAFKA_BOOTSTRAP_SERVERS", LocalServers.kafkaBootstrapServers());
    environment.putAll(settings);

    var command = new ArrayList<String>();
    command.add(jdk.java().toString());
    command.addAll(jdk.flags(HEAP_MEBIBYTES));
    if (archive) {
      command.addAll(jdk.archiving(archive(jdk)));
    }
    command.add("-jar");
    command.add(jar.toString());
    var process =
        new ChildProcess(
            service,
            command,
            environment,
            log(),
            new PidFile(FOLDER.resolve(service + ".pid"), jar.toString()));
    process.start();
    return RunningService.whenReady(process, port, managementPort);
  }

  /** Where an archive of its classes is once a start has left it. */
  Path archive(Jdk jdk) {
    return jar.resolveSibling("%s-%d.jsa".formatted(service, jdk.version()));
  }

  private Path log() {
    try {
      return Files.createDirectories(FOLDER).resolve(service + ".log");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
