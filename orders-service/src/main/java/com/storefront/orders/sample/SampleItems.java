package com.storefront.orders.sample;

import com.storefront.events.order.OrderItem;
import com.storefront.events.order.Product;
import com.storefront.orders.order.OrderLines;
import java.math.BigDecimal;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Fills orders with random items; all products, quantities and numbers of lines are equally likely.
 */
class SampleItems {

  static final int MAX_LINES = 5;
  static final int MAX_QUANTITY = 5;

  static final List<Product> PRODUCTS =
      List.of(
          widget("b5efd4a0-4eb9-4ad0-bc9e-2f5542cbe897", "Brilliant", "Blue", "1.99"),
          widget("d01fde07-7c24-49c5-a5f1-bc2ce1f14c48", "Reliable", "Red", "3.99"),
          widget("a9d5a5c7-4245-4b4e-b1c3-1d3968f36b2d", "Amazing", "Yellow", "5.99"),
          widget("4efe33a1-722d-48c8-af8e-7879edcad2fa", "Pretty", "Purple", "7.99"),
          widget("f3b9bdce-10d8-4c22-9861-27149879b3c1", "Opulent", "Orange", "9.99"),
          widget("7f3c9c22-3c0a-47a5-9a92-2bd2e23f6e37", "Gorgeous", "Green", "11.99"),
          widget("b506b962-fcfa-4ad6-a955-8859797edf16", "Beautiful", "Black", "13.99"),
          widget("c8810c1d-b0ea-486b-acfa-7724bb70f5e6", "Wonderful", "White", "15.99"));

  private final RandomGenerator random;

  SampleItems(RandomGenerator random) {
    this.random = random;
  }

  OrderLines next() {
    return OrderLines.of(
        Stream.generate(this::item).limit(random.nextInt(1, MAX_LINES + 1)).toList());
  }

  private OrderItem item() {
    return new OrderItem(
        PRODUCTS.get(random.nextInt(PRODUCTS.size())), random.nextInt(1, MAX_QUANTITY + 1));
  }

  private static Product widget(String guid, String quality, String colour, String price) {
    String title = colour + " Widget";
    return new Product(
        guid, title, quality + " " + title, new BigDecimal(price), Product.DEFAULT_CURRENCY);
  }
}
