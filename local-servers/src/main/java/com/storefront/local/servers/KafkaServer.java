package com.storefront.local.servers;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.jspecify.annotations.Nullable;

/** A real Kafka broker, its own controller, inside this JVM. */
public final class KafkaServer implements AutoCloseable {

  static {
    // A broker that gives up must not take down the JVM of those who test against it.
    Exit.setExitProcedure(KafkaServer::refuseToExit);
    Exit.setHaltProcedure(KafkaServer::refuseToExit);
  }

  private final Path folder;
  private final int port;
  private final int controllerPort;
  private final int entrance;

  private @Nullable KafkaRaftServer server;

  private KafkaServer(Path folder, int port, int controllerPort, int entrance) {
    this.folder = folder.toAbsolutePath();
    this.port = port;
    this.controllerPort = controllerPort;
    this.entrance = entrance;
  }

  /**
   * Starts a broker and waits until it is ready. Topics are not made by using them.
   *
   * @param dataFolder kept when the broker stops
   * @param port where clients connect; its controller listens on the next one. 0 for two free ones
   * @throws ServerFailure if a port is in use
   */
  public static KafkaServer start(Path dataFolder, int port) {
    int chosen = port == 0 ? Ports.free() : port;
    int controllerPort = port == 0 ? Ports.free() : port + 1;
    return launched(new KafkaServer(dataFolder, chosen, controllerPort, chosen));
  }

  /**
   * Starts a broker that tells its clients to come through a proxy.
   *
   * @param port where the broker listens
   * @param entrance where the proxy listens
   */
  public static KafkaServer startBehind(Path dataFolder, int port, int entrance) {
    return launched(new KafkaServer(dataFolder, port, Ports.free(), entrance));
  }

  private static KafkaServer launched(KafkaServer kafka) {
    kafka.launch();
    return kafka;
  }

  private void launch() {
    Ports.claim(port, "Kafka");
    Ports.claim(controllerPort, "Kafka's controller");
    format();
    var broker = new KafkaRaftServer(KafkaConfig.fromProps(properties(), false), Time.SYSTEM);
    broker.startup();
    server = broker;
  }

  private void format() {
    if (Files.exists(folder.resolve("meta.properties"))) {
      return;
    }
    try {
      Files.createDirectories(folder);
      new Formatter()
          .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
          .setClusterId(Uuid.randomUuid().toString())
          .setNodeId(1)
          .setControllerListenerName("CONTROLLER")
          .setMetadataLogDirectory(folder.toString())
          .addDirectory(folder.toString())
          .run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (Exception e) {
      throw new ServerFailure("Kafka could not prepare %s for its data.".formatted(folder), e);
    }
  }

  private Properties properties() {
    var properties = new Properties();
    properties.setProperty("process.roles", "broker,controller");
    properties.setProperty("node.id", "1");
    properties.setProperty("log.dirs", folder.toString());

    var clients = "PLAINTEXT://%s:%d".formatted(Ports.LOOPBACK, port);
    var controller = "%s:%d".formatted(Ports.LOOPBACK, controllerPort);
    properties.setProperty("listeners", clients + ",CONTROLLER://" + controller);
    properties.setProperty("advertised.listeners", "PLAINTEXT://" + bootstrapServers());
    properties.setProperty(
        "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    properties.setProperty("inter.broker.listener.name", "PLAINTEXT");
    properties.setProperty("controller.listener.names", "CONTROLLER");
    properties.setProperty("controller.quorum.voters", "1@" + controller);

    properties.setProperty("auto.create.topics.enable", "false");
    // Nobody else is going to join: a group starts at once.
    properties.setProperty("group.initial.rebalance.delay.ms", "0");
    // How long a start after a crash waits for the broker's former life to expire.
    properties.setProperty("broker.session.timeout.ms", "6000");
    properties.setProperty("broker.heartbeat.interval.ms", "1000");

    // One broker, little memory, little disk.
    for (var single :
        new String[] {
          "default.replication.factor",
          "min.insync.replicas",
          "offsets.topic.replication.factor",
          "transaction.state.log.replication.factor",
          "transaction.state.log.min.isr",
          "share.coordinator.state.topic.replication.factor",
          "share.coordinator.state.topic.min.isr"
        }) {
      properties.setProperty(single, "1");
    }
    properties.setProperty("offsets.topic.num.partitions", "3");
    properties.setProperty("transaction.state.log.num.partitions", "3");
    properties.setProperty("share.coordinator.state.topic.num.partitions", "3");
    properties.setProperty("log.segment.bytes", "16777216");
    properties.setProperty("log.cleaner.dedupe.buffer.size", "2097152");
    return properties;
  }

  private static void refuseToExit(int status, @Nullable String message) {
    throw new IllegalStateException("Kafka gave up with status %d: %s".formatted(status, message));
  }

  /** What a client connects to. */
  public String bootstrapServers() {
    return Ports.LOOPBACK + ":" + entrance;
  }

  /** Stops it; clients find nobody on its port. */
  public void stop() {
    if (server != null) {
      server.shutdown();
      server.awaitShutdown();
      server = null;
    }
  }

  /** Starts it again on the same data and port, stopping it first if it runs. */
  public void restart() {
    stop();
    launch();
  }

  @Override
  public void close() {
    stop();
  }
}
