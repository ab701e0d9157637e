package com.storefront.crash;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The command line of a JVM with this class path that starts quickly: the first process writes an
 * archive of its loaded classes, which all later ones use.
 */
final class QuickJvm {

  private final Path archive;
  private final String classPath;

  /**
   * @param folder of the archive
   */
  QuickJvm(Path folder) throws IOException {
    archive = folder.resolve("classes.jsa");
    var entries = new ArrayList<String>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Path path = Path.of(entry);
      if (Files.isDirectory(path)) {
        // Class data sharing supports jars only.
        path = jar(path, folder.resolve("classes-%d.jar".formatted(entries.size())));
      }
      entries.add(path.toString());
    }
    classPath = String.join(File.pathSeparator, entries);
  }

  private static Path jar(Path classes, Path jar) throws IOException {
    try (OutputStream out = Files.newOutputStream(jar);
        var zip = new ZipOutputStream(out);
        Stream<Path> files = Files.walk(classes)) {
      zip.setLevel(0);
      for (Path file : files.filter(file -> !file.equals(classes)).sorted().toList()) {
        String name = classes.relativize(file).toString().replace(File.separatorChar, '/');
        boolean isFolder = Files.isDirectory(file);
        // Folders too: Spring finds no classes in a jar that does not list them.
        zip.putNextEntry(new ZipEntry(isFolder ? name + "/" : name));
        if (!isFolder) {
          Files.copy(file, zip);
        }
        zip.closeEntry();
      }
    }
    return jar;
  }

  List<String> command(Class<?> main) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-Xmx192m",
        "-Xlog:disable",
        Files.exists(archive)
            ? "-XX:SharedArchiveFile=" + archive
            : "-XX:ArchiveClassesAtExit=" + archive,
        "-cp",
        classPath,
        main.getName());
  }
}
