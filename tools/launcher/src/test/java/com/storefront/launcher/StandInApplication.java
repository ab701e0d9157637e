package com.storefront.launcher;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes.Name;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A packaged application that is ready at once, in place of a service or the gateway. */
final class StandInApplication {

  private StandInApplication() {}

  /** Packages it as every application of a workspace. */
  static void packageAll(Path workspace) throws IOException {
    for (var jar :
        List.of(
            "accounts-service/target/accounts.jar",
            "orders-service/target/orders.jar",
            "fulfillment-service/target/fulfillment.jar",
            "notifications-service/target/notifications.jar",
            "console-service/target/console.jar",
            "tools/gateway/target/gateway.jar")) {
      write(workspace.resolve(jar));
    }
  }

  private static void write(Path jar) throws IOException {
    Files.createDirectories(jar.getParent());
    var manifest = new Manifest();
    manifest.getMainAttributes().put(Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Name.MAIN_CLASS, StandInApplication.class.getName());
    var file = StandInApplication.class.getName().replace('.', '/') + ".class";
    try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest);
        var content = StandInApplication.class.getClassLoader().getResourceAsStream(file)) {
      out.putNextEntry(new JarEntry(file));
      content.transferTo(out);
    }
  }

  public static void main(String[] arguments) throws IOException, URISyntaxException {
    if (arguments.length > 0) {
      extract(Path.of(arguments[arguments.length - 1]));
    } else {
      serve(System.getenv().getOrDefault("MANAGEMENT_SERVER_PORT", System.getenv("SERVER_PORT")));
    }
  }

  /** As {@code -Djarmode=tools ... extract --destination FOLDER} of Spring Boot does. */
  private static void extract(Path destination) throws IOException, URISyntaxException {
    var source = StandInApplication.class.getProtectionDomain().getCodeSource().getLocation();
    var jar = Path.of(source.toURI());
    Files.copy(jar, destination.resolve(jar.getFileName()));
  }

  private static void serve(String port) throws IOException {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(port));
    var server = HttpServer.create(address, 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    System.out.println("sample data: " + System.getenv("STOREFRONT_SAMPLE_DATA_ENABLED"));
  }
}
