package com.storefront.web.openapi;

import org.springframework.boot.context.properties.ConfigurationProperties;

/** What a service says of itself in its OpenAPI document. */
@ConfigurationProperties("storefront.openapi")
record OpenApiProperties(String title, String description, String version) {}
