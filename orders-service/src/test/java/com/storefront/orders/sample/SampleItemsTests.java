package com.storefront.orders.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.storefront.events.order.OrderItem;
import com.storefront.events.order.Product;
import com.storefront.orders.order.OrderLines;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SampleItemsTests {

  private static final int ORDERS = 4000;

  private final List<OrderLines> filled = fill(new Random(42));

  @Test
  void choosesEveryProductAsOftenAsTheOthers() {
    List<Product> chosen = items().map(OrderItem::product).toList();

    assertEvenly(counted(chosen, Function.identity()), SampleItems.PRODUCTS.size());
  }

  @Test
  void fillsEveryNumberOfLinesAsOftenAsTheOthers() {
    assertEvenly(counted(filled, lines -> lines.items().size()), SampleItems.MAX_LINES);
  }

  @Test
  void ordersEveryQuantityAsOftenAsTheOthers() {
    assertEvenly(counted(items().toList(), OrderItem::quantity), SampleItems.MAX_QUANTITY);
  }

  @Test
  void choosesTheSameFromTheSameSeed() {
    assertThat(fill(new Random(42))).isEqualTo(filled);
    assertThat(fill(new Random(43))).isNotEqualTo(filled);
  }

  private Stream<OrderItem> items() {
    return filled.stream().flatMap(lines -> lines.items().stream());
  }

  private static List<OrderLines> fill(Random random) {
    SampleItems items = new SampleItems(random);
    return IntStream.range(0, ORDERS).mapToObj(i -> items.next()).toList();
  }

  private static <T, K> Map<K, Long> counted(List<T> chosen, Function<T, K> key) {
    return chosen.stream().collect(Collectors.groupingBy(key, Collectors.counting()));
  }

  private static void assertEvenly(Map<?, Long> counts, int kinds) {
    long all = counts.values().stream().mapToLong(Long::longValue).sum();
    double even = (double) all / kinds;
    assertThat(counts).hasSize(kinds);
    assertThat(counts.values())
        .allSatisfy(count -> assertThat((double) count).isCloseTo(even, within(even / 5)));
  }
}
