package com.storefront.console.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/** The only page; its scripts show the others. */
@RestController
class PageController {

  private final String page;

  PageController(
      Assets assets,
      @Value("classpath:/html/index.html") Resource template,
      @Value("${server.servlet.context-path}") String context,
      @Value("${storefront.console.lab.uri:}") String lab,
      @Value("${storefront.console.mailbox:}") String mailbox)
      throws IOException {
    this.page =
        template
            .getContentAsString(UTF_8)
            .replace("{assets}", context + "/assets/" + assets.version())
            .replace("{lab}", lab.isEmpty() ? "" : "on")
            .replace("{mailbox}", HtmlUtils.htmlEscape(mailbox));
  }

  @GetMapping(path = "/", produces = MediaType.TEXT_HTML_VALUE)
  String page() {
    return page;
  }
}
