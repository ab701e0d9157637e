package com.storefront.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/**
 * A jar with an auto-configuration of these tests, which is added to the class path of a service.
 */
final class ExtensionJar {

  private ExtensionJar() {}

  /**
   * @param settings in the format of application.properties
   */
  static Path write(Path jar, Class<?> autoConfiguration, String settings) {
    try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
      add(
          out,
          "META-INF/spring/org.springframework.boot.autoconfigure.AutoConfiguration.imports",
          autoConfiguration.getName().getBytes(UTF_8));
      add(out, "config/application.properties", settings.getBytes(UTF_8));
      Path folder =
          Path.of(
              autoConfiguration.getProtectionDomain().getCodeSource().getLocation().getPath(),
              autoConfiguration.getPackageName().replace('.', '/'));
      try (Stream<Path> classes = Files.list(folder)) {
        for (Path each : classes.filter(it -> belongs(it, autoConfiguration)).toList()) {
          add(
              out,
              autoConfiguration.getPackageName().replace('.', '/') + "/" + each.getFileName(),
              Files.readAllBytes(each));
        }
      }
      return jar;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The class itself and its nested classes. */
  private static boolean belongs(Path file, Class<?> type) {
    return file.getFileName().toString().matches(type.getSimpleName() + "(\\$.*)?\\.class");
  }

  private static void add(JarOutputStream out, String name, byte[] content) throws IOException {
    out.putNextEntry(new ZipEntry(name));
    out.write(content);
    out.closeEntry();
  }
}
