package com.storefront.notifications;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who is notified besides customers.
 *
 * @param importRecipient the address to which completed imports are mailed; empty means no mail
 */
@ConfigurationProperties("storefront.notifications")
record NotificationSettings(@DefaultValue("") String importRecipient) {}
