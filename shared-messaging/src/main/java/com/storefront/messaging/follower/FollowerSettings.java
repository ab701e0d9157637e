package com.storefront.messaging.follower;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How facts are followed.
 *
 * @param concurrency consumers of one topic in this instance; more than partitions are idle
 * @param firstPause before a batch is tried again after a passing fault
 * @param longestPause to which the pauses grow
 * @param suspectAfter attempts after which a fault that should have passed is held against the
 *     record if the database answers
 */
@ConfigurationProperties("storefront.follower")
public record FollowerSettings(
    @DefaultValue("1") int concurrency,
    @DefaultValue("200ms") Duration firstPause,
    @DefaultValue("5s") Duration longestPause,
    @DefaultValue("5") int suspectAfter) {}
