package com.storefront.messaging.consumer;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a failed batch is retried.
 *
 * @param initialBackOff before the first retry; doubled before each further one
 * @param maxBackOff the longest time between two retries
 * @param suspectAfter attempts after which a transient failure is attributed to a record, if the
 *     database accepts writes
 */
@ConfigurationProperties("storefront.consumer")
public record ConsumerSettings(
    @DefaultValue("200ms") Duration initialBackOff,
    @DefaultValue("5s") Duration maxBackOff,
    @DefaultValue("5") int suspectAfter) {}
