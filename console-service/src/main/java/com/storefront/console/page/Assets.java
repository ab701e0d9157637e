package com.storefront.console.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/** The scripts and styles of the pages. */
@Component
class Assets {

  private final String version;

  Assets(ConsoleSettings settings) {
    this.version = digest(settings.litHtml());
  }

  /** Changes with the content of any file. */
  String version() {
    return version;
  }

  private static String digest(String litHtml) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(litHtml.getBytes());
      Resource[] files =
          new PathMatchingResourcePatternResolver().getResources("classpath:/assets/**/*.*");
      Arrays.sort(files, Comparator.comparing(Resource::getDescription));
      for (Resource file : files) {
        digest.update(file.getContentAsByteArray());
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Settings of the pages.
   *
   * @param litHtml the version of the library
   * @param hosts names under which the console answers where no issuer of tokens is configured
   */
  @ConfigurationProperties("storefront.console")
  record ConsoleSettings(String litHtml, List<String> hosts) {}
}
