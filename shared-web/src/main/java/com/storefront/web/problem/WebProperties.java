package com.storefront.web.problem;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What a request may be like.
 *
 * @param maxBodySize of any request
 */
@ConfigurationProperties("storefront.web")
record WebProperties(@DefaultValue("64KB") DataSize maxBodySize) {}
