package com.storefront.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.storefront.launcher.lab.Fault;
import com.storefront.launcher.lab.LabServer;
import com.storefront.servers.CarrierServer;
import com.storefront.servers.KafkaServer;
import com.storefront.servers.LocalServers;
import com.storefront.servers.MongoServer;
import com.storefront.servers.Ports;
import com.storefront.servers.UnpackedJar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.bson.Document;
import tools.jackson.databind.JsonNode;

/** The whole storefront on free ports: real servers, a process for each service, the gateway. */
final class Storefront implements AutoCloseable {

  static final Path HOME = Path.of(System.getProperty("storefront.home", "../.."));

  private final Path folder;
  private final MongoServer mongoServer;
  private final KafkaServer kafka;
  private final UnaryOperator<String> mongodbUri;
  private final CarrierServer carrier = CarrierServer.start(0);
  private final Map<String, String> settings;
  private final Map<Service, Instance> services = new EnumMap<>(Service.class);
  private final URI gatewayUri = local(Ports.free());
  private final URI notificationsUri = local(Ports.free());
  private final LabServer lab = LabServer.start(faults(), gatewayUri, List::of);
  private final Instance console;
  private final Instance gateway;
  private final MongoClient mongodb;

  /** Shared by all tests of a JVM; contains the data of earlier tests. */
  private static final class Shared {
    static final Storefront RUNNING =
        new Storefront(
            HOME.resolve("verification/system-tests/target/storefront"),
            LocalServers.mongodb(),
            LocalServers.kafka(),
            LocalServers::mongodbUri);
  }

  /**
   * Starts a storefront.
   *
   * @param mongodbUri the URI for the services by the name of their database
   */
  Storefront(
      Path folder, MongoServer mongoServer, KafkaServer kafka, UnaryOperator<String> mongodbUri) {
    this(folder, mongoServer, kafka, mongodbUri, Map.of());
  }

  /**
   * Starts a storefront with other settings.
   *
   * @param settings environment variables of every service
   */
  Storefront(
      Path folder,
      MongoServer mongoServer,
      KafkaServer kafka,
      UnaryOperator<String> mongodbUri,
      Map<String, String> settings) {
    this.folder = created(folder);
    this.mongoServer = mongoServer;
    this.kafka = kafka;
    this.mongodbUri = mongodbUri;
    this.settings = settings;
    this.mongodb = MongoClients.create(mongoServer.uri("admin"));
    for (Service service : Service.values()) {
      services.put(service, instance(service, service.toString()).start());
    }
    console = newConsole();
    gateway = gateway().start();
    services.values().forEach(Instance::awaitReady);
    gateway.awaitReady();
  }

  /** The shared storefront; the first call starts it. */
  static Storefront running() {
    return Shared.RUNNING;
  }

  /** The API behind the gateway. */
  Api api() {
    return new Api(gateway.uri());
  }

  Instance service(Service service) {
    return services.get(service);
  }

  /** The console; started when a test needs it. */
  synchronized Instance console() {
    if (!console.isAlive()) {
      console.start().awaitReady();
    }
    return console;
  }

  CarrierServer carrier() {
    return carrier;
  }

  KafkaServer kafka() {
    return kafka;
  }

  MongoServer mongoServer() {
    return mongoServer;
  }

  MongoCollection<Document> collection(Service owner, String name) {
    return mongodb.getDatabase(owner.toString()).getCollection(name);
  }

  /** The names of the collections of a service. */
  List<String> collections(Service owner) {
    return mongodb.getDatabase(owner.toString()).listCollectionNames().into(new ArrayList<>());
  }

  /** Creates a further instance of a service, which is not behind the gateway and not started. */
  Instance another(Service service) {
    return another(service, Map.of());
  }

  /**
   * Creates a further instance with other settings.
   *
   * @param settings environment variables
   */
  Instance another(Service service, Map<String, String> settings) {
    return instance(service, service + "-" + Ports.free(), settings);
  }

  private Instance instance(Service service, String name) {
    return instance(service, name, Map.of());
  }

  private Instance instance(Service service, String name, Map<String, String> settings) {
    var environment = new HashMap<String, String>();
    environment.put("SPRING_MONGODB_URI", mongodbUri.apply(service.toString()));
    environment.put("SPRING_KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
    environment.put("STOREFRONT_FULFILLMENT_CARRIER_URL", carrier.uri().toString());
    environment.putAll(this.settings);
    environment.putAll(settings);
    return instance(service, name, folder, environment);
  }

  /**
   * Creates an instance that belongs to no storefront and is not started.
   *
   * @param folder of its log
   * @param settings environment variables, among them the addresses of MongoDB and Kafka
   */
  static Instance instance(
      Service service, String name, Path folder, Map<String, String> settings) {
    int port = Ports.free();
    int management = Ports.free();
    var environment = new HashMap<String, String>();
    environment.put("SERVER_ADDRESS", "127.0.0.1");
    environment.put("MANAGEMENT_SERVER_ADDRESS", "127.0.0.1");
    environment.put("MANAGEMENT_SERVER_PORT", Integer.toString(management));
    environment.put("STOREFRONT_SAMPLE_DATA_ENABLED", "true");
    environment.putAll(settings);
    return new Instance(
        name,
        unpacked("%s-service/target/%1$s.jar".formatted(service)),
        created(folder),
        environment,
        local(port),
        local(management).resolve("/actuator/health/readiness"));
  }

  /**
   * Creates an instance of notifications behind the gateway, which is not started. One of them can
   * run at a time.
   *
   * @param settings environment variables, among them the port of the mail server
   */
  Instance notifications(Map<String, String> settings) {
    int management = Ports.free();
    var environment = new HashMap<>(this.settings);
    environment.put("SERVER_ADDRESS", "127.0.0.1");
    environment.put("MANAGEMENT_SERVER_ADDRESS", "127.0.0.1");
    environment.put("MANAGEMENT_SERVER_PORT", Integer.toString(management));
    environment.put("SPRING_KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
    environment.putAll(settings);
    return new Instance(
        "notifications-" + management,
        unpacked("notifications-service/target/notifications.jar"),
        folder,
        environment,
        notificationsUri,
        local(management).resolve("/actuator/health/readiness"));
  }

  /** What the lab of a local storefront can also do, with the processes of this one. */
  private List<Fault> faults() {
    return List.of(
        new Fault(
            "pause-fulfillment",
            "Pause fulfillment",
            "Orders are placed and approved, and Where is my order? names what they wait for.",
            () -> service(Service.FULFILLMENT).pause(),
            () -> service(Service.FULFILLMENT).resume()));
  }

  private Instance newConsole() {
    int management = Ports.free();
    var environment = new HashMap<String, String>();
    environment.put("STOREFRONT_CONSOLE_LAB_URI", lab.uri().toString());
    environment.put("STOREFRONT_CONSOLE_LAB_TOKEN", lab.token());
    environment.put("MANAGEMENT_SERVER_PORT", Integer.toString(management));
    environment.put("SPRING_KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
    services.forEach(
        (service, instance) ->
            environment.put(
                "STOREFRONT_CONSOLE_MANAGEMENT_SERVICES_" + service.name(),
                instance.management().toString()));
    return new Instance(
        "console",
        unpacked("console-service/target/console.jar"),
        folder,
        environment,
        local(Ports.free()),
        local(management).resolve("/actuator/health/readiness"));
  }

  private Instance gateway() {
    var routes = new HashMap<String, String>();
    routes.put("STOREFRONT_CONSOLE_PORT", Integer.toString(console.uri().getPort()));
    routes.put("STOREFRONT_NOTIFICATIONS_PORT", Integer.toString(notificationsUri.getPort()));
    services.forEach(
        (service, instance) ->
            routes.put(
                "STOREFRONT_%s_PORT".formatted(service.name()),
                Integer.toString(instance.uri().getPort())));
    return new Instance(
        "gateway",
        unpacked("tools/gateway/target/gateway.jar"),
        folder,
        routes,
        gatewayUri,
        gatewayUri.resolve("/index.html"));
  }

  private static synchronized Path unpacked(String jar) {
    Path original = HOME.resolve(jar);
    if (!Files.exists(original)) {
      throw new IllegalStateException(original + " is missing: run mvn package first.");
    }
    Path applications = HOME.resolve("verification/system-tests/target/applications");
    return UnpackedJar.of(original, applications.resolve(original.getFileName())).jar();
  }

  private static URI local(int port) {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Publishes the newest events of a service again and waits for the end. */
  void republish(Service service, Map<String, String> request) {
    var management = new Api(service(service).management());
    management.post("/actuator/republish", request).expect(200);
    JsonNode ended =
        await()
            .atMost(Duration.ofSeconds(90))
            .until(
                () -> management.get("/actuator/republish").expect(200).body(),
                progress -> !progress.get("state").asString().equals("RUNNING"));
    assertThat(ended.get("state").asString()).as(ended.toString()).isEqualTo("DONE");
  }

  /** The logs of all services. */
  String logs() {
    return String.join("\n", services.values().stream().map(Instance::log).toList());
  }

  private static Path created(Path folder) {
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Stops the processes, but not MongoDB and Kafka. */
  @Override
  public void close() {
    lab.close();
    gateway.close();
    if (console.isAlive()) {
      console.close();
    }
    services.values().forEach(Instance::close);
    carrier.close();
    mongodb.close();
  }
}
