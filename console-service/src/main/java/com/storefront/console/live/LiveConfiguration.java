package com.storefront.console.live;

import org.springframework.boot.tomcat.TomcatConnectorCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Bounds what the operating system keeps for a page that does not read its stream. */
@Configuration(proxyBeanMethods = false)
class LiveConfiguration {

  /** Bytes; Linux would keep up to some megabytes for each connection. */
  private static final String SEND_BUFFER = "65536";

  @Bean
  TomcatConnectorCustomizer sendBuffer() {
    return connector -> connector.setProperty("socket.txBufSize", SEND_BUFFER);
  }
}
