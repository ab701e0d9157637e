package com.storefront.servers;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.jspecify.annotations.Nullable;

/** A real Kafka broker with its own controller (KRaft), inside this JVM. */
public final class KafkaServer implements AutoCloseable {

  static {
    // A broker that fails must not end the JVM of the tests.
    Exit.setExitProcedure(KafkaServer::refuseToExit);
    Exit.setHaltProcedure(KafkaServer::refuseToExit);
  }

  private final Path folder;
  private final int port;
  private final int controllerPort;
  private final int advertisedPort;

  private @Nullable KafkaRaftServer server;

  private KafkaServer(Path folder, int port, int controllerPort, int advertisedPort) {
    this.folder = folder.toAbsolutePath();
    this.port = port;
    this.controllerPort = controllerPort;
    this.advertisedPort = advertisedPort;
  }

  /**
   * Starts a broker and waits until it is ready. It does not create topics on first use.
   *
   * @param dataFolder kept when the broker stops
   * @param port where clients connect; the controller listens on the next one. 0 for two free ones
   * @throws ServerFailure if a port is in use
   */
  public static KafkaServer start(Path dataFolder, int port) {
    int chosen = port == 0 ? Ports.free() : port;
    int controllerPort = port == 0 ? Ports.free() : port + 1;
    return launched(new KafkaServer(dataFolder, chosen, controllerPort, chosen));
  }

  /**
   * Starts a broker that clients reach through a proxy.
   *
   * @param port where the broker listens
   * @param proxyPort where the proxy listens: the address that the broker advertises
   */
  public static KafkaServer startBehind(Path dataFolder, int port, int proxyPort) {
    return launched(new KafkaServer(dataFolder, port, Ports.free(), proxyPort));
  }

  private static KafkaServer launched(KafkaServer kafka) {
    kafka.launch();
    return kafka;
  }

  private void launch() {
    Ports.requireFree(port, "Kafka");
    Ports.requireFree(controllerPort, "Kafka's controller");
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
    } catch (Exception e) {
      throw new ServerFailure("Kafka could not format its data folder %s.".formatted(folder), e);
    }
  }

  private Properties properties() {
    var clients = "PLAINTEXT://%s:%d".formatted(Ports.LOOPBACK, port);
    var controller = "%s:%d".formatted(Ports.LOOPBACK, controllerPort);
    var properties = new Properties();
    properties.putAll(
        Map.of(
            "process.roles", "broker,controller",
            "node.id", "1",
            "log.dirs", folder.toString(),
            "listeners", clients + ",CONTROLLER://" + controller,
            "advertised.listeners", "PLAINTEXT://" + bootstrapServers(),
            "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
            "inter.broker.listener.name", "PLAINTEXT",
            "controller.listener.names", "CONTROLLER",
            "controller.quorum.voters", "1@" + controller,
            "auto.create.topics.enable", "false"));
    properties.putAll(
        Map.of(
            // A group does not wait for further members.
            "group.initial.rebalance.delay.ms", "0",
            // A start after a crash waits until the session of the previous run has expired.
            "broker.session.timeout.ms", "6000",
            "broker.heartbeat.interval.ms", "1000",
            // How soon an expired record is deleted; the default is 5 minutes.
            "log.retention.check.interval.ms", "10000",
            // Little memory and disk.
            "log.segment.bytes", "16777216",
            "log.cleaner.dedupe.buffer.size", "2097152"));
    // Of groups of Kafka Streams: for other groups, clients choose these times.
    properties.putAll(
        Map.of(
            "group.streams.initial.rebalance.delay.ms", "0",
            "group.streams.min.session.timeout.ms", "3000",
            "group.streams.session.timeout.ms", "6000",
            "group.streams.min.heartbeat.interval.ms", "500",
            "group.streams.heartbeat.interval.ms", "1000"));
    for (var internalTopic :
        List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
      properties.put(internalTopic + ".num.partitions", "3");
      properties.put(internalTopic + ".replication.factor", "1");
    }
    properties.put("transaction.state.log.min.isr", "1");
    properties.put("share.coordinator.state.topic.min.isr", "1");
    properties.put("default.replication.factor", "1");
    properties.put("min.insync.replicas", "1");
    return properties;
  }

  private static void refuseToExit(int status, @Nullable String message) {
    throw new IllegalStateException("Kafka failed with status %d: %s".formatted(status, message));
  }

  /** What a client connects to. */
  public String bootstrapServers() {
    return Ports.LOOPBACK + ":" + advertisedPort;
  }

  /** Stops the broker: clients find no listener on its port. */
  public void stop() {
    if (server != null) {
      server.shutdown();
      server.awaitShutdown();
      server = null;
    }
  }

  /** Starts the broker again on the same data and port; stops it first if it runs. */
  public void restart() {
    stop();
    launch();
  }

  @Override
  public void close() {
    stop();
  }
}
