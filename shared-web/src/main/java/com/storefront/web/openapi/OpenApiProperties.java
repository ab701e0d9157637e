package com.storefront.web.openapi;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** What a service says of itself in its OpenAPI document. */
@ConfigurationProperties("storefront.openapi")
record OpenApiProperties(
    @DefaultValue("${spring.application.name:storefront}") String title,
    @DefaultValue("") String description,
    @DefaultValue("4.0.0") String version) {}
