package com.storefront.messaging.timer;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The pace of timers.
 *
 * @param pollInterval how often due timers are looked for
 * @param lease how long an instance that crashed keeps the timers of a service from running
 * @param enabled whether this instance runs timers; if not, another instance must
 */
@ConfigurationProperties("storefront.timers")
record TimerSettings(
    @DefaultValue("1s") Duration pollInterval,
    @DefaultValue("10s") Duration lease,
    @DefaultValue("true") boolean enabled) {}
