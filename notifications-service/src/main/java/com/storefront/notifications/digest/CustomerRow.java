package com.storefront.notifications.digest;

import com.storefront.events.customer.CustomerChangeEvent;
import com.storefront.events.customer.Preferences;
import com.storefront.messaging.consumer.ReceivedEvent;
import com.storefront.notifications.mail.MailKind;
import com.storefront.notifications.stream.Applied;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a customer.
 *
 * @param email null if the customer was deleted
 */
public record CustomerRow(
    long sequence, String eventId, @Nullable String email, String name, Preferences preferences)
    implements Applied {

  static CustomerRow of(ReceivedEvent<CustomerChangeEvent> event) {
    CustomerChangeEvent customer = event.content();
    if (customer == null) {
      return new CustomerRow(event.sequence(), event.eventId(), null, "", Preferences.DEFAULT);
    }
    String firstName = customer.name().firstName();
    return new CustomerRow(
        event.sequence(),
        event.eventId(),
        customer.contact().email(),
        firstName.isEmpty() ? customer.name().lastName() : firstName,
        Objects.requireNonNullElse(customer.preferences(), Preferences.DEFAULT));
  }

  boolean isDeleted() {
    return email == null;
  }

  /** The address for mails of a kind; null if the customer wants none, or has no address. */
  public @Nullable String addressFor(MailKind kind) {
    return email == null || email.isBlank() || !kind.isWanted(preferences) ? null : email;
  }
}
