package com.storefront.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnpackedJarTests {

  @TempDir private Path folder;

  /** Reproducible builds give each build of a jar the same time. */
  @Test
  void extractsANewBuildWithTheTimeOfTheOldOne() throws Exception {
    Path original = folder.resolve("application.jar");
    Path unpacked = folder.resolve("unpacked");
    writeJar(original, "old");
    UnpackedJar old = UnpackedJar.of(original, unpacked);
    UnpackedJar again = UnpackedJar.of(original, unpacked);

    writeJar(original, "new");
    UnpackedJar rebuilt = UnpackedJar.of(original, unpacked);

    assertThat(again).isEqualTo(old);
    assertThat(rebuilt.jar()).hasSameBinaryContentAs(original);
    assertThat(old.jar()).doesNotExist();
  }

  private static void writeJar(Path jar, String content) throws IOException {
    var manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Extraction.class.getName());
    String extraction = Extraction.class.getName().replace('.', '/') + ".class";
    try (var output = new JarOutputStream(Files.newOutputStream(jar), manifest);
        var program = ClassLoader.getSystemResourceAsStream(extraction)) {
      output.putNextEntry(new ZipEntry(extraction));
      program.transferTo(output);
      output.putNextEntry(new ZipEntry("content"));
      output.write(content.getBytes());
    }
    Files.setLastModifiedTime(jar, FileTime.fromMillis(0));
  }

  /** Stands for the jar mode "tools" of Spring Boot. */
  static final class Extraction {

    public static void main(String... arguments) throws Exception {
      Path self =
          Path.of(Extraction.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      Path destination = Path.of(arguments[arguments.length - 1]);
      Files.copy(self, destination.resolve(self.getFileName()));
    }
  }
}
