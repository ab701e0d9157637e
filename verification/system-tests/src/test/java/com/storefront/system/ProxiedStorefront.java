package com.storefront.system;

import com.storefront.servers.KafkaServer;
import com.storefront.servers.MongoServer;
import com.storefront.servers.Ports;
import com.storefront.system.starter.ShiftedClock;
import com.storefront.test.TcpProxy;
import java.nio.file.Path;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.TerminalFailureException;

/** A storefront with servers of its own, each behind a proxy that can fail. */
final class ProxiedStorefront implements AutoCloseable {

  private static final int MAX_STARTS = 5;

  private final MongoServer mongodb;
  private final TcpProxy mongodbProxy;
  private final KafkaServer kafka;
  private final TcpProxy kafkaProxy;
  private final Storefront storefront;
  private final Path shiftedClock;

  /**
   * @param data folder of the servers
   * @param logs folder of the services
   */
  ProxiedStorefront(Path data, Path logs) {
    mongodb = MongoServer.start(data.resolve("mongodb"), 0);
    mongodbProxy = TcpProxy.to(mongodb.port());
    int brokerPort = Ports.free();
    kafkaProxy = TcpProxy.to(brokerPort);
    kafka = KafkaServer.startBehind(data.resolve("kafka"), brokerPort, kafkaProxy.port());
    shiftedClock = ExtensionJar.write(data.resolve("shifted-clock.jar"), ShiftedClock.class, "");
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

  /** Direct connection: replica set discovery would bypass the proxy. */
  private String mongodbUri(String database) {
    return "mongodb://%s:%d/%s?directConnection=true"
        .formatted(Ports.LOOPBACK, mongodbProxy.port(), database);
  }

  Storefront storefront() {
    return storefront;
  }

  KafkaServer kafka() {
    return kafka;
  }

  TcpProxy kafkaProxy() {
    return kafkaProxy;
  }

  MongoServer mongodb() {
    return mongodb;
  }

  TcpProxy mongodbProxy() {
    return mongodbProxy;
  }

  /** The extension that sets the clock of a service an hour ahead. */
  Path shiftedClock() {
    return shiftedClock;
  }

  /** Waits until all services are ready; restarts those that failed to start. */
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
      } catch (TerminalFailureException | ConditionTimeoutException failure) {
        if (instance.isAlive() || start == MAX_STARTS) {
          throw failure;
        }
      }
    }
  }

  @Override
  public void close() {
    storefront.close();
    kafkaProxy.close();
    kafka.close();
    mongodbProxy.close();
    mongodb.close();
  }
}
