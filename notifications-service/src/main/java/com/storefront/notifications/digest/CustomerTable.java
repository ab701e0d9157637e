package com.storefront.notifications.digest;

import static java.util.Objects.requireNonNull;

import com.storefront.events.customer.CustomerChangeEvent;
import com.storefront.messaging.consumer.EventDeserializer;
import com.storefront.messaging.consumer.ReceivedEvent;
import com.storefront.notifications.stream.Applied;
import com.storefront.notifications.stream.EventProcessor;
import com.storefront.notifications.stream.Outcome;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.jspecify.annotations.Nullable;

/** Keeps the newest state of each customer. Forwards nothing but dead letters. */
public final class CustomerTable extends EventProcessor<CustomerChangeEvent, Void> {

  private @Nullable Stores stores;

  public CustomerTable(Runnable deadLetters) {
    super(
        new EventDeserializer<>(
            "CustomerChangeEvent", CustomerChangeEvent.class, CustomerChangeEvent::id),
        deadLetters);
  }

  @Override
  public void init(ProcessorContext<String, Outcome<Void>> context) {
    super.init(context);
    stores = Stores.of(context);
  }

  @Override
  protected @Nullable Applied applied(String customerId) {
    return requireNonNull(stores).customers().get(customerId);
  }

  @Override
  protected void apply(ReceivedEvent<CustomerChangeEvent> event) {
    CustomerRow customer = CustomerRow.of(event);
    requireNonNull(stores).customers().put(event.subject(), customer);
    if (customer.isDeleted()) {
      requireNonNull(stores).forget(event.subject());
    }
  }
}
