package com.storefront.orders.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.storefront.events.OrderItem;
import com.storefront.events.Product;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("C12")
class SampleItemsTests {

  private static final int ORDERS = 4000;

  private final List<List<OrderItem>> filled = fill(new Random(42));

  @Test
  void choosesEveryProductAsOftenAsTheOthers() {
    List<Product> chosen = filled.stream().flatMap(List::stream).map(OrderItem::product).toList();

    assertEvenly(counted(chosen, Function.identity()), SampleItems.PRODUCTS.size());
  }

  @Test
  void fillsEveryNumberOfLinesAsOftenAsTheOthers() {
    assertEvenly(counted(filled, List::size), SampleItems.MAX_LINES);
  }

  @Test
  void ordersEveryQuantityAsOftenAsTheOthers() {
    assertEvenly(
        counted(filled.stream().flatMap(List::stream).toList(), OrderItem::quantity),
        SampleItems.MAX_QUANTITY);
  }

  @Test
  void choosesTheSameFromTheSameSeed() {
    assertThat(fill(new Random(42))).isEqualTo(filled);
    assertThat(fill(new Random(43))).isNotEqualTo(filled);
  }

  private static List<List<OrderItem>> fill(Random random) {
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
