package com.storefront.notifications.order;

import com.storefront.events.order.OrderStatusType;
import com.storefront.events.order.Shipment;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An order as mails describe it.
 *
 * @param at when it got its status
 * @param open whether it is on its way to the customer
 * @param title of its first item; null after the erasure of personal data
 * @param others how many further items it has
 * @param total null if a price is unknown, or there are several currencies
 */
public record OrderLine(
    String guid,
    String customerId,
    OrderStatusType status,
    Instant at,
    boolean open,
    @Nullable String title,
    int others,
    @Nullable BigDecimal total,
    @Nullable String currency,
    @Nullable Shipment shipment) {}
