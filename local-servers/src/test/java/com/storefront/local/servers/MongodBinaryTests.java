package com.storefront.local.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class MongodBinaryTests {

  @TempDir Path folder;

  @Test
  void isTheOneThatIsNamed() throws IOException {
    var named = program("my-mongod", "exit 0");

    assertThat(MongodBinary.named(named.toString())).contains(named);
    assertThat(MongodBinary.named(null)).isEmpty();
  }

  @Test
  void isNotSilentlyAnotherWhenTheNameIsWrong() {
    assertThatThrownBy(() -> MongodBinary.named("/no/such/mongod"))
        .isInstanceOf(ServerFailure.class)
        .hasMessageContaining("/no/such/mongod");
  }

  @Test
  void isTheFirstOnThePathThatRuns() throws IOException {
    var broken = program("broken/mongod", "exit 127");
    var sound = program("sound/mongod", "exit 0");

    var path = String.join(File.pathSeparator, "", parent(broken), parent(sound));

    assertThat(MongodBinary.onPath(path)).contains(sound);
    assertThat(MongodBinary.onPath(null)).isEmpty();
  }

  private Path program(String name, String content) throws IOException {
    var program = folder.resolve(name);
    Files.createDirectories(program.getParent());
    Files.writeString(program, "#!/bin/sh\n" + content + "\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    return program;
  }

  private static String parent(Path program) {
    return program.getParent().toString();
  }
}
