package com.storefront.orders.order;

import static com.storefront.test.SavedAggregates.saved;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.storefront.orders.zone.ShippingEstimate;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExpectedShippingTests {

  private static final ShippingEstimate ESTIMATE = new ShippingEstimate(List.of("UPS"), 14);

  private final Order order = TestOrders.placed();

  @Test
  void isThatOfThePlacing() {
    assertThat(order.shipping()).isNull();
    order.expectShipping(ESTIMATE);
    saved(order);

    assertThat(order.shipping()).isEqualTo(ESTIMATE);
    assertThatIllegalStateException().isThrownBy(() -> order.expectShipping(ESTIMATE));
  }
}
