package com.storefront.console.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

class StreamTests {

  private final AtomicBoolean isClosed = new AtomicBoolean();

  @Test
  void disconnectsAPageThatReadsTooSlowly() {
    var emitter =
        new SseEmitter() {
          @Override
          public void complete() {
            isClosed.set(true);
          }
        };
    var stream = new Stream(emitter, neverSent -> {});
    for (int i = 0; i < 256; i++) {
      stream.send(SseEmitter.event().comment("queued"));
    }
    assertThat(isClosed).isFalse();

    stream.send(SseEmitter.event().comment("too many"));

    assertThat(isClosed).isTrue();
  }
}
