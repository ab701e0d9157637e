package com.storefront.launcher.environment;

import com.storefront.launcher.lab.LabServer;
import com.storefront.servers.CarrierServer;
import com.storefront.servers.KafkaServer;
import com.storefront.servers.MongoServer;
import com.storefront.servers.Ports;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileLock;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/** Starts the components of a local storefront, and stops them in reverse order. */
public final class LocalEnvironment {

  private static final List<Component> SERVERS =
      List.of(Component.MONGODB, Component.KAFKA, Component.CARRIER, Component.MAIL);

  private final Workspace workspace;
  private final ServerOptions servers;
  private final ComponentPorts ports;
  private final boolean sampleData;
  private final Set<Component> without;
  private final Map<Component, AutoCloseable> started = new ConcurrentHashMap<>();
  private final Set<Component> killed = ConcurrentHashMap.newKeySet();
  private volatile boolean stopping;
  private volatile @Nullable LabServer lab;
  private @Nullable FileLock lock; // held until the JVM ends

  /**
   * @param sampleData whether the services offer the commands of the sample journey
   * @param without optional components that are not started
   */
  public LocalEnvironment(
      Workspace workspace, ServerOptions servers, boolean sampleData, Set<Component> without) {
    this.workspace = workspace;
    this.servers = servers;
    this.ports = servers.ports(ComponentPorts.defaults());
    this.sampleData = sampleData;
    this.without = without;
  }

  /**
   * Starts everything and runs until the JVM is stopped, for example by Ctrl-C.
   *
   * @param fresh deletes the data of earlier runs first
   */
  public void run(boolean fresh) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    var own = ownPorts();
    lock = RunningEnvironment.register(workspace, own);
    stopOrphans();
    own.chosen().keySet().forEach(ports::requireFree);
    if (fresh) {
      Utils.delete(workspace.data().toFile());
    }
    Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
    start();
    System.out.printf("Ready after %s.%n%n%s%nCtrl-C stops it.%n", since(begin), addresses());
    // Nothing else keeps the JVM alive where Kafka runs elsewhere.
    new CountDownLatch(1).await();
  }

  private ComponentPorts ownPorts() {
    var own = new EnumMap<Component, Integer>(Component.class);
    for (var component : Component.values()) {
      if (isOwn(component)) {
        own.put(component, ports.of(component));
      }
    }
    return new ComponentPorts(own);
  }

  private boolean isOwn(Component component) {
    return !servers.isExternal(component) && !without.contains(component);
  }

  private void stopOrphans() {
    for (var component : Component.values()) {
      if (component.isProcess() && workspace.pidFile(component).stopOrphan()) {
        System.out.printf("  %-13s of an earlier run was stopped%n", component);
      }
    }
  }

  private void start() {
    System.out.printf(
        "Starting on Java %d, logs in .storefront/logs%n", Runtime.version().feature());
    inParallel(SERVERS, this::start);
    if (isOwn(Component.CONSOLE)) {
      lab =
          LabServer.start(
              LabFaults.of(started, ownPorts().chosen().keySet(), this::restart),
              ports.uri(Component.GATEWAY),
              this::mails);
    }
    inParallel(Component.APPLICATIONS, this::start);
  }

  private void start(Component component) {
    if (!isOwn(component)) {
      return;
    }
    long begin = System.nanoTime();
    var data = workspace.data(component);
    switch (component) {
      case MONGODB -> started.put(component, MongoServer.start(data, ports.of(component)));
      case KAFKA -> started.put(component, KafkaServer.start(data, ports.of(component)));
      case CARRIER -> started.put(component, CarrierServer.start(ports.of(component)));
      case MAIL ->
          started.put(component, MailServer.start(ports.of(component), workspace.log(component)));
      case ACCOUNTS, ORDERS, FULFILLMENT, NOTIFICATIONS, CONSOLE, GATEWAY -> {
        var application = Application.start(component, workspace, settings(component));
        started.put(component, application);
        application.awaitReady(readiness(component));
        application.onExit(() -> reportEnd(component));
      }
    }
    System.out.printf("  %-13s ready after %s%n", component, since(begin));
  }

  private List<MailServer.Mail> mails() {
    return started.get(Component.MAIL) instanceof MailServer mail ? mail.newest() : List.of();
  }

  /** Kills an application and starts it again. */
  private void restart(Component component) {
    if (started.get(component) instanceof Application running) {
      killed.add(component);
      running.kill();
      start(component);
    }
  }

  private void reportEnd(Component component) {
    if (!stopping && !killed.remove(component)) {
      System.out.printf("%s ended unexpectedly. See ./storefront logs %1$s.%n", component);
    }
  }

  private void stop() {
    stopping = true;
    System.out.println("Stopping");
    if (lab != null) {
      lab.close();
    }
    inParallel(List.of(Component.GATEWAY, Component.NOTIFICATIONS, Component.CONSOLE), this::stop);
    inParallel(Component.SERVICES, this::stop);
    inParallel(List.of(Component.KAFKA, Component.CARRIER, Component.MAIL), this::stop);
    inParallel(List.of(Component.MONGODB), this::stop);
    System.out.println("Stopped");
  }

  private void stop(Component component) {
    var running = started.remove(component);
    try {
      if (running != null) {
        running.close();
      }
    } catch (Exception e) {
      System.out.printf("%s could not be stopped in order: %s%n", component, e.getMessage());
    }
  }

  /** Throws the first failure: the others are usually its consequences. */
  private static void inParallel(List<Component> components, Consumer<Component> action) {
    var threads = Executors.newCachedThreadPool();
    try {
      CompletableFuture.allOf(
              components.stream()
                  .map(each -> CompletableFuture.runAsync(() -> action.accept(each), threads))
                  .toArray(CompletableFuture[]::new))
          .join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException failure ? failure : e;
    } finally {
      threads.shutdownNow();
    }
  }

  private static String since(long begin) {
    return String.format(Locale.ROOT, "%.1f s", (System.nanoTime() - begin) / 1e9);
  }

  private URI readiness(Component application) {
    return application.hasManagement()
        ? ports.managementUri(application).resolve("/actuator/health/readiness")
        : ports.uri(application).resolve("/index.html");
  }

  private String addresses() {
    var gateway = ports.uri(Component.GATEWAY);
    var table = new StringBuilder("  %-13s %s%n".formatted("storefront", gateway));
    for (var service : Component.APPLICATIONS) {
      if (!service.hasManagement() || !isOwn(service)) {
        continue;
      }
      var management = ports.managementUri(service).resolve("/actuator");
      String page = service == Component.CONSOLE ? "" : "swagger-ui"; // it has no API for others
      table.append("  %-13s %s/%s/%s%n".formatted(service, gateway, service, page));
      table.append("  %-13s %s/health  %s/prometheus%n".formatted("", management, management));
    }
    if (isOwn(Component.MAIL)) {
      table.append("  %-13s ./storefront logs mail%n".formatted(Component.MAIL));
    }
    return table.toString();
  }

  /** Environment variables of an application. */
  Map<String, String> settings(Component application) {
    var settings = new HashMap<String, String>();
    settings.put("SERVER_ADDRESS", Ports.LOOPBACK);
    settings.put("SERVER_PORT", Integer.toString(ports.of(application)));
    // Boot rotates its file (10 MB, a week), but not the console, which gets what the JVM prints.
    settings.put("LOGGING_FILE_NAME", workspace.log(application).toString());
    settings.put("LOGGING_THRESHOLD_CONSOLE", "off");
    if (application.hasManagement()) {
      settings.put("SPRING_KAFKA_BOOTSTRAP_SERVERS", servers.kafka(ports));
      settings.put("MANAGEMENT_SERVER_ADDRESS", Ports.LOOPBACK);
      settings.put("MANAGEMENT_SERVER_PORT", Integer.toString(ports.managementOf(application)));
    }
    if (application.isService()) {
      settings.put(
          "SPRING_MONGODB_URI", servers.mongodbUri(ports).database(application.toString()));
      settings.put("STOREFRONT_SAMPLE_DATA_ENABLED", Boolean.toString(sampleData));
      if (application == Component.FULFILLMENT) {
        settings.put("STOREFRONT_FULFILLMENT_CARRIER_URL", ports.uri(Component.CARRIER).toString());
      }
    } else if (application == Component.NOTIFICATIONS) {
      settings.put("SPRING_MAIL_PORT", Integer.toString(ports.of(Component.MAIL)));
      settings.put("STOREFRONT_MAIL_BASE_URL", ports.uri(Component.GATEWAY).toString());
      settings.put("STOREFRONT_NOTIFICATIONS_IMPORTRECIPIENT", "imports@storefront.example");
    } else if (application == Component.CONSOLE) {
      if (lab != null) {
        settings.put("STOREFRONT_CONSOLE_LAB_URI", lab.uri().toString());
        settings.put("STOREFRONT_CONSOLE_LAB_TOKEN", lab.token());
      }
      for (var part : Component.APPLICATIONS) {
        if (part.hasManagement() && part != Component.CONSOLE && !without.contains(part)) {
          settings.put(
              "STOREFRONT_CONSOLE_MANAGEMENT_SERVICES_" + part.name(),
              ports.managementUri(part).toString());
        }
      }
    } else {
      settings.put(
          "STOREFRONT_CONSOLE_ENABLED", Boolean.toString(!without.contains(Component.CONSOLE)));
      for (var target : Component.APPLICATIONS) {
        settings.put(
            "STOREFRONT_%s_PORT".formatted(target.name()), Integer.toString(ports.of(target)));
      }
    }
    return settings;
  }
}
