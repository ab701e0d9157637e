package com.storefront.orders.order;

import com.storefront.events.order.OrderItem;
import com.storefront.events.order.Product;
import com.storefront.orders.money.Money;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.PersistenceCreator;
import org.springframework.data.mongodb.core.mapping.Field;
import org.springframework.data.mongodb.core.mapping.FieldType;

/**
 * What is ordered, and its price. The prices and the total have the currency of the order and its
 * decimals.
 */
public record OrderLines(
    List<OrderItem> items,
    @Field(targetType = FieldType.DECIMAL128) BigDecimal total,
    Currency currency) {

  public static final int MAX_LINES = 100;
  public static final int MAX_QUANTITY = 1000;

  /** Of any currency; the schema of the event has the same. */
  public static final long MAX_PRICE = 1_000_000_000;

  public OrderLines {
    items = List.copyOf(items);
  }

  /**
   * @throws IllegalArgumentException if there is no line or too many, a line has too many pieces or
   *     a price that is out of bounds or not of its currency, or the currencies differ
   */
  public static OrderLines of(List<OrderItem> items) {
    if (items.isEmpty() || items.size() > MAX_LINES) {
      throw new IllegalArgumentException("an order has 1 to %d lines".formatted(MAX_LINES));
    }
    Money total = items.stream().map(OrderLines::amount).reduce(Money::plus).orElseThrow();
    return stored(items, total.amount(), total.currency());
  }

  /** Adds what orders of earlier versions do not have: the currency, and its decimals. */
  @PersistenceCreator
  static OrderLines stored(List<OrderItem> items, BigDecimal total, @Nullable Currency currency) {
    Currency known = currency == null ? Currency.getInstance(Product.DEFAULT_CURRENCY) : currency;
    return new OrderLines(
        items.stream().map(item -> priced(item, known)).toList(),
        new Money(total, known).amount(),
        known);
  }

  private static OrderItem priced(OrderItem item, Currency currency) {
    Product product = item.product();
    BigDecimal price = product.price();
    return new OrderItem(
        new Product(
            product.guid(),
            product.title(),
            product.description(),
            price == null ? null : new Money(price, currency).amount(),
            currency.getCurrencyCode()),
        item.quantity());
  }

  private static Money amount(OrderItem item) {
    if (item.quantity() > MAX_QUANTITY) {
      throw new IllegalArgumentException("a line has 1 to %d pieces".formatted(MAX_QUANTITY));
    }
    return price(item.product()).times(item.quantity());
  }

  private static Money price(Product product) {
    BigDecimal price = product.price();
    if (price == null || price.signum() < 0 || price.compareTo(BigDecimal.valueOf(MAX_PRICE)) > 0) {
      throw new IllegalArgumentException("a price is from 0 to %d".formatted(MAX_PRICE));
    }
    return Money.currency(product.currency())
        .filter(currency -> Money.fits(price, currency))
        .map(currency -> new Money(price, currency))
        .orElseThrow(
            () -> new IllegalArgumentException("a price has the decimals of a currency in use"));
  }
}
