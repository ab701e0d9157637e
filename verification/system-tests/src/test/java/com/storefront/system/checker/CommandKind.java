package com.storefront.system.checker;

import com.storefront.events.order.OrderStatusType;
import org.jspecify.annotations.Nullable;

/** The commands that clients send. */
public enum CommandKind {
  REGISTER(Owner.ACCOUNTS, null),
  CHANGE(Owner.ACCOUNTS, null),
  DELETE(Owner.ACCOUNTS, null),
  IMPORT(Owner.ACCOUNTS, null),
  PLACE(Owner.ORDERS, OrderStatusType.CREATED),
  APPROVE(Owner.ORDERS, OrderStatusType.APPROVED),
  REJECT(Owner.ORDERS, OrderStatusType.REJECTED),
  CANCEL(Owner.ORDERS, OrderStatusType.CANCELLED),
  PROCESS(Owner.FULFILLMENT, OrderStatusType.PROCESSING),
  HOLD(Owner.FULFILLMENT, OrderStatusType.ON_HOLD),
  RELEASE(Owner.FULFILLMENT, OrderStatusType.PROCESSING),
  SHIP(Owner.FULFILLMENT, OrderStatusType.SHIPPED),
  SEND(Owner.FULFILLMENT, OrderStatusType.IN_TRANSIT),
  RECEIVE(Owner.FULFILLMENT, OrderStatusType.RECEIVED),
  CANCEL_FULFILLMENT(Owner.FULFILLMENT, OrderStatusType.CANCELLED),
  RETURN(Owner.FULFILLMENT, OrderStatusType.RETURNED),
  LOSE(Owner.FULFILLMENT, OrderStatusType.LOST),
  RETURN_TO_SENDER(Owner.FULFILLMENT, OrderStatusType.RETURNED_TO_SENDER);

  /** The service that decides on the command. */
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

  /** The status that the command gives an order; null for customers. */
  public @Nullable OrderStatusType effect() {
    return effect;
  }

  boolean creates() {
    return this == REGISTER || this == PLACE || this == IMPORT;
  }
}
