package com.storefront.system.checker;

import com.storefront.events.OrderStatusType;
import org.jspecify.annotations.Nullable;

/** What a client can ask for. */
public enum CommandKind {
  REGISTER(Owner.ACCOUNTS, null),
  CHANGE(Owner.ACCOUNTS, null),
  DELETE(Owner.ACCOUNTS, null),
  PLACE(Owner.ORDERS, OrderStatusType.CREATED),
  APPROVE(Owner.ORDERS, OrderStatusType.APPROVED),
  REJECT(Owner.ORDERS, OrderStatusType.REJECTED),
  CANCEL(Owner.ORDERS, OrderStatusType.CANCELLED),
  PROCESS(Owner.FULFILLMENT, OrderStatusType.PROCESSING),
  HOLD(Owner.FULFILLMENT, OrderStatusType.ON_HOLD),
  RELEASE(Owner.FULFILLMENT, OrderStatusType.PROCESSING),
  SHIP(Owner.FULFILLMENT, OrderStatusType.SHIPPED),
  PUT_IN_TRANSIT(Owner.FULFILLMENT, OrderStatusType.IN_TRANSIT),
  RECEIVE(Owner.FULFILLMENT, OrderStatusType.RECEIVED),
  GIVE_UP(Owner.FULFILLMENT, OrderStatusType.CANCELLED),
  TAKE_BACK(Owner.FULFILLMENT, OrderStatusType.RETURNED);

  /** Who decides on it. */
  enum Owner {
    ACCOUNTS,
    ORDERS,
    FULFILLMENT
  }

  private final Owner owner;
  private final @Nullable OrderStatusType effect;

  CommandKind(Owner owner, @Nullable OrderStatusType effect) {
    this.owner = owner;
    this.effect = effect;
  }

  Owner owner() {
    return owner;
  }

  /** The station that an order reaches by it; null for customers. */
  public @Nullable OrderStatusType effect() {
    return effect;
  }

  boolean creates() {
    return this == REGISTER || this == PLACE;
  }
}
