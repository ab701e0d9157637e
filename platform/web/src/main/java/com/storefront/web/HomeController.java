package com.storefront.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.hateoas.Link;
import org.springframework.hateoas.RepresentationModel;
import org.springframework.hateoas.server.mvc.BasicLinkBuilder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The start document of a service: links to its resources and documentation (RFC 8631). */
@RestController
@Tag(name = "Home")
class HomeController {

  private final Resources home;

  HomeController(Resources home) {
    this.home = home;
  }

  @GetMapping("/")
  @Operation(summary = "Links to the resources and the documentation of this service")
  RepresentationModel<?> links() {
    String service = BasicLinkBuilder.linkToCurrentMapping().toString();
    var links = new RepresentationModel<>();
    home.resources()
        .forEach((relation, template) -> links.add(Link.of(service + template, relation)));
    return links.add(
        Link.of(service + "/v3/api-docs", "service-desc"),
        Link.of(service + "/swagger-ui", "service-doc"));
  }

  /**
   * The resources of a service.
   *
   * @param resources URI templates within the service (RFC 6570), by relation
   */
  @ConfigurationProperties("storefront.home")
  record Resources(@DefaultValue Map<String, String> resources) {}
}
