package com.storefront.system;

import com.storefront.local.servers.KafkaServer;
import com.storefront.local.servers.MongoServer;
import com.storefront.local.servers.Ports;
import com.storefront.local.servers.TcpProxy;
import com.storefront.system.starter.ShiftedClock;
import java.nio.file.Path;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.TerminalFailureException;

/** A storefront on servers of its own, each at the end of a network that can fail. */
final class FragileStorefront implements AutoCloseable {

  private static final int STARTS = 5;

  private final MongoServer mongodb;
  private final TcpProxy wayToMongodb;
  private final KafkaServer kafka;
  private final TcpProxy wayToKafka;
  private final Storefront storefront;
  private final Path shiftedClock;

  /**
   * @param data for what the servers store
   * @param logs of the services
   */
  FragileStorefront(Path data, Path logs) {
    mongodb = MongoServer.start(data.resolve("mongodb"), 0);
    wayToMongodb = TcpProxy.to(mongodb.port());
    int broker = Ports.free();
    wayToKafka = TcpProxy.to(broker);
    kafka = KafkaServer.startBehind(data.resolve("kafka"), broker, wayToKafka.port());
    shiftedClock = Starter.write(data.resolve("shifted-clock.jar"), ShiftedClock.class, "");
    storefront = new Storefront(logs, mongodb, kafka, this::mongodbUri);
    for (Service service : Service.values()) {
      Instance instance = storefront.service(service);
      if (!instance.hasArchive()) {
        instance.close();
        instance.start();
      }
    }
    awaitReady();
  }

  /** Direct, because the replica set would tell of the way past the proxy. */
  private String mongodbUri(String database) {
    return "mongodb://%s:%d/%s?directConnection=true"
        .formatted(Ports.LOOPBACK, wayToMongodb.port(), database);
  }

  Storefront storefront() {
    return storefront;
  }

  KafkaServer kafka() {
    return kafka;
  }

  TcpProxy wayToKafka() {
    return wayToKafka;
  }

  MongoServer mongodb() {
    return mongodb;
  }

  TcpProxy wayToMongodb() {
    return wayToMongodb;
  }

  /** What joins a service whose clock shall be an hour ahead. */
  Path shiftedClock() {
    return shiftedClock;
  }

  /** Starts again what died while it was starting, as who runs services does. */
  void awaitReady() {
    for (Service service : Service.values()) {
      awaitReady(storefront.service(service));
    }
  }

  static void awaitReady(Instance instance) {
    for (int start = 1; ; start++) {
      if (!instance.isAlive()) {
        instance.start();
      }
      try {
        instance.awaitReady();
        return;
      } catch (TerminalFailureException | ConditionTimeoutException died) {
        if (instance.isAlive() || start == STARTS) {
          throw died;
        }
      }
    }
  }

  @Override
  public void close() {
    storefront.close();
    wayToKafka.close();
    kafka.close();
    wayToMongodb.close();
    mongodb.close();
  }
}
