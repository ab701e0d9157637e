package com.storefront.notifications.digest;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When digests are decided.
 *
 * @param zone of day and time
 * @param late how long after that a digest may still be decided, for example after an outage;
 *     afterwards the digests of the week are given up
 */
@ConfigurationProperties("storefront.digest")
public record DigestSettings(
    @DefaultValue("UTC") ZoneId zone,
    @DefaultValue("MONDAY") DayOfWeek day,
    @DefaultValue("06:00") LocalTime time,
    @DefaultValue("24h") Duration late) {}
