package com.storefront.accounts.customer;

import static com.storefront.accounts.customer.TestCustomers.BILLED;
import static com.storefront.accounts.customer.TestCustomers.HOME;
import static com.storefront.accounts.customer.TestCustomers.JOHN;
import static com.storefront.accounts.customer.TestCustomers.NOW;
import static com.storefront.accounts.customer.TestCustomers.REACHED;
import static com.storefront.accounts.customer.TestCustomers.reachedBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.storefront.events.CustomerChangeEvent;
import com.storefront.messaging.outbox.Saving;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CustomerTests {

  @Test
  void tellsItsStateWhenRegistered() {
    Customer customer = TestCustomers.registered();

    assertThat(Saving.eventOf(customer))
        .isEqualTo(new CustomerChangeEvent(customer.id(), 1, JOHN, REACHED, List.of(BILLED, HOME)));
  }

  @Test
  void tellsItsNewStateAtTheNextVersionWhenReplaced() {
    Customer customer = TestCustomers.saved();

    boolean changed =
        customer.replace(
            JOHN, reachedBy("new@internet.com"), List.of(HOME), customer.creditCards());

    assertThat(changed).isTrue();
    assertThat(Saving.eventOf(customer))
        .isEqualTo(
            new CustomerChangeEvent(
                customer.id(), 2, JOHN, reachedBy("new@internet.com"), List.of(HOME)));
  }

  @Test
  void tellsNothingWhenNothingDiffers() {
    Customer customer = TestCustomers.saved();

    boolean changed =
        customer.replace(JOHN, REACHED, List.of(BILLED, HOME), customer.creditCards());

    assertThat(changed).isFalse();
    assertThat(Saving.eventOf(customer)).isNull();
  }

  @Test
  @DisplayName("A6, D7: forgets everything personal and tells so when deleted")
  void forgetsEverythingPersonalWhenDeleted() {
    Customer customer = TestCustomers.saved();

    customer.delete(NOW);

    assertThat(customer.isDeleted()).isTrue();
    assertThat(customer.deletedAt()).isEqualTo(NOW);
    assertThat(Saving.eventOf(customer)).as("a tombstone").isNull();
    assertThatIllegalStateException().isThrownBy(customer::name);
    assertThatIllegalStateException().isThrownBy(customer::contact);
    assertThatIllegalStateException().isThrownBy(customer::addresses);
    assertThatIllegalStateException().isThrownBy(customer::creditCards);
  }

  @Test
  void takesNoChangeOnceDeleted() {
    Customer customer = TestCustomers.deleted();

    assertThatIllegalStateException()
        .isThrownBy(() -> customer.replace(JOHN, REACHED, List.of(HOME), List.of()));
    assertThatIllegalStateException().isThrownBy(() -> customer.delete(NOW));
  }

  @Test
  @DisplayName("C7: keeps its own rules, whoever asks")
  void keepsItsOwnRules() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Customer.register("1", JOHN, REACHED, List.of(), List.of()))
        .withMessageContaining("1 to 20 addresses");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Customer.register("1", JOHN, REACHED, List.of(HOME, HOME), List.of()))
        .withMessageContaining("at most one SHIPPING address");
  }

  @Test
  @DisplayName("D4: shows nothing personal in a log")
  void showsNothingPersonalInALog() {
    assertThat(TestCustomers.saved()).asString().matches("Customer\\[[0-9a-f]{24}, version 1]");
  }
}
