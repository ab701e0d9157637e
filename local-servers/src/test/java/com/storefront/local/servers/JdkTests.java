package com.storefront.local.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdkTests {

  @TempDir Path folder;

  @Test
  void isOneOfEachVersionThatIsFound() throws IOException {
    var old = install("jdk-17", "JAVA_VERSION=\"17.0.15\"");
    var newest = install("jdk-25", "IMPLEMENTOR=\"Anyone\"\nJAVA_VERSION=\"25\"");
    var other = install("jdk-9", "JAVA_VERSION=\"9.0.4\"");

    install("jdk-17-alias", "JAVA_VERSION=\"17.0.15\"");

    assertThat(Jdk.eachOf(Jdk.at(Stream.of(newest, old, other, folder.resolve("jdk-17-alias")))))
        .containsExactly(new Jdk(other, 9), new Jdk(old, 17), new Jdk(newest, 25));
  }

  @Test
  void isFoundWhereMacsKeepIt() throws IOException {
    var home = install("temurin.jdk/Contents/Home", "JAVA_VERSION=\"21.0.2\"");

    assertThat(Jdk.at(Jdk.children(folder))).containsExactly(new Jdk(home, 21));
  }

  @Test
  void isNoFolderWithoutJava() throws IOException {
    Files.createDirectories(folder.resolve("empty"));
    Files.writeString(folder.resolve("empty/release"), "JAVA_VERSION=\"99\"");

    assertThat(Jdk.at(Jdk.children(folder))).isEmpty();
    assertThat(Jdk.children(folder.resolve("missing"))).isEmpty();
  }

  @Test
  void isAtLeastTheOneThatRunsThis() {
    int own = Runtime.version().feature();

    assertThat(Jdk.found()).extracting(Jdk::version).contains(own).isSorted();
    assertThat(Jdk.newest().version()).isGreaterThanOrEqualTo(own);
  }

  @Test
  void archivesOnceAndStartsFromThereIfItCanNotDoBothAtOnce() throws IOException {
    var archive = folder.resolve("classes.jsa");
    var old = new Jdk(folder, 17);
    var young = new Jdk(folder, 25);

    assertThat(old.archiving(archive)).contains("-XX:ArchiveClassesAtExit=" + archive);
    assertThat(young.archiving(archive))
        .contains("-XX:+AutoCreateSharedArchive", "-XX:SharedArchiveFile=" + archive);

    Files.createFile(archive);

    assertThat(old.archiving(archive)).contains("-XX:SharedArchiveFile=" + archive);
  }

  private Path install(String name, String release) throws IOException {
    var home = folder.resolve(name);
    var java = home.resolve("bin/java");
    Files.createDirectories(java.getParent());
    Files.createFile(java);
    assertThat(java.toFile().setExecutable(true)).isTrue();
    Files.writeString(home.resolve("release"), release + "\n");
    return home;
  }
}
