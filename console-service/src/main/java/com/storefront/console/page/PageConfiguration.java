package com.storefront.console.page;

import com.storefront.console.page.Assets.ConsoleSettings;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.CacheControl;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Serves scripts and styles, which are public, and checks all other requests. */
@Configuration(proxyBeanMethods = false)
class PageConfiguration implements WebMvcConfigurer {

  private static final String FILES = "/assets/**";

  private final Assets assets;
  private final ConsoleSettings settings;
  private final boolean needsTokens;

  PageConfiguration(Assets assets, ConsoleSettings settings, ObjectProvider<JwtDecoder> tokens) {
    this.assets = assets;
    this.settings = settings;
    this.needsTokens = tokens.getIfAvailable() != null;
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(new BrowserRequestInterceptor(hosts()));
  }

  private @Nullable Set<String> hosts() {
    return needsTokens ? null : new LinkedHashSet<>(settings.hosts());
  }

  /** The address of a file changes with the content of any, so browsers keep what they have. */
  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    var forEver = CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();
    registry
        .addResourceHandler("/assets/" + assets.version() + "/**")
        .addResourceLocations(
            "classpath:/assets/",
            "classpath:/META-INF/resources/webjars/lit-html/" + settings.litHtml() + "/")
        .setCacheControl(forEver);
  }

  /** A page cannot ask for a token before it is loaded. */
  @Bean
  @Order(0)
  static SecurityFilterChain publicFiles() {
    return new DefaultSecurityFilterChain(PathPatternRequestMatcher.withDefaults().matcher(FILES));
  }
}
