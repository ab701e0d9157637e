package com.storefront.accounts.customer;

import static com.storefront.accounts.card.TestCards.NOW;
import static com.storefront.accounts.customer.TestCustomers.BILLING;
import static com.storefront.accounts.customer.TestCustomers.CONTACT;
import static com.storefront.accounts.customer.TestCustomers.HOME;
import static com.storefront.accounts.customer.TestCustomers.NAME;
import static com.storefront.accounts.customer.TestCustomers.contact;
import static com.storefront.test.SavedAggregates.eventOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.storefront.events.customer.CustomerChangeEvent;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CustomerTests {

  private static final Instant LATER = NOW.plusSeconds(60);

  @Test
  void publishesItsDataWhenRegistered() {
    Customer customer = TestCustomers.registered();

    assertThat(eventOf(customer))
        .isEqualTo(
            new CustomerChangeEvent(customer.id(), 1, NAME, CONTACT, List.of(BILLING, HOME), null));
  }

  @Test
  void publishesItsNewDataAtTheNextVersionWhenReplaced() {
    Customer customer = TestCustomers.customer();

    boolean changed =
        customer.replace(
            NAME, contact("new@internet.com"), List.of(HOME), customer.creditCards(), LATER);

    assertThat(changed).isTrue();
    assertThat(eventOf(customer))
        .isEqualTo(
            new CustomerChangeEvent(
                customer.id(), 2, NAME, contact("new@internet.com"), List.of(HOME), null));
  }

  @Test
  void keepsTheTimesOfItsCreationAndOfItsLastChange() {
    Customer customer = TestCustomers.customer();
    assertThat(customer.createdAt()).isEqualTo(NOW);
    assertThat(customer.updatedAt()).isEqualTo(NOW);

    customer.replace(NAME, CONTACT, List.of(HOME), customer.creditCards(), LATER);

    assertThat(customer.createdAt()).isEqualTo(NOW);
    assertThat(customer.updatedAt()).isEqualTo(LATER);
  }

  @Test
  void publishesNothingWhenNothingDiffers() {
    Customer customer = TestCustomers.customer();

    boolean changed =
        customer.replace(NAME, CONTACT, List.of(BILLING, HOME), customer.creditCards(), LATER);

    assertThat(changed).isFalse();
    assertThat(customer.updatedAt()).isEqualTo(NOW);
    assertThat(eventOf(customer)).isNull();
  }

  @Test
  void hasNoPersonalDataOnceDeleted() {
    Customer customer = TestCustomers.customer();

    customer.delete(NOW);

    assertThat(customer.isDeleted()).isTrue();
    assertThat(eventOf(customer)).as("a tombstone").isNull();
    assertThatIllegalStateException().isThrownBy(customer::name);
    assertThatIllegalStateException().isThrownBy(customer::contact);
    assertThatIllegalStateException().isThrownBy(customer::addresses);
    assertThatIllegalStateException().isThrownBy(customer::creditCards);
  }

  @Test
  void cannotBeChangedOnceDeleted() {
    Customer customer = TestCustomers.deleted();

    assertThatIllegalStateException()
        .isThrownBy(() -> customer.replace(NAME, CONTACT, List.of(HOME), List.of(), LATER));
    assertThatIllegalStateException().isThrownBy(() -> customer.delete(NOW));
  }

  @Test
  void hasOneToTwentyAddressesOfWhichAtMostOneIsForShipping() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Customer.register("1", NAME, CONTACT, List.of(), List.of(), NOW))
        .withMessageContaining("1 to 20 addresses");
    assertThatExceptionOfType(TooManyShippingAddresses.class)
        .isThrownBy(
            () -> Customer.register("1", NAME, CONTACT, List.of(HOME, HOME), List.of(), NOW));
  }

  @Test
  void showsNoPersonalDataAsText() {
    assertThat(TestCustomers.customer()).asString().matches("Customer\\[[0-9a-f]{24}, version 1]");
  }
}
