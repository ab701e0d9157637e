package com.storefront.fulfillment.zone;

import com.storefront.events.ShippingZoneChangeEvent;
import com.storefront.events.Topics;
import com.storefront.messaging.aggregate.Aggregate;
import com.storefront.messaging.outbox.Publishes;
import com.storefront.messaging.republish.Republishable;
import java.util.List;
import org.springframework.data.mongodb.core.mapping.Document;

/** How orders are shipped to one country, whose code is the id. A zone is closed, not deleted. */
@Document("fulfillment.zones")
@Publishes(
    topic = Topics.SHIPPING_ZONE_CHANGE,
    type = "ShippingZoneChangeEvent",
    eventCarriedState = true)
public class ShippingZone extends Aggregate implements Republishable {

  private List<String> carriers;
  private int days;
  private boolean open;

  private ShippingZone(String id, List<String> carriers, int days, boolean open) {
    super(id);
    this.carriers = List.copyOf(carriers);
    this.days = days;
    this.open = open;
  }

  /**
   * A new zone that is open.
   *
   * @param country ISO 3166-1 alpha-2
   */
  static ShippingZone opened(String country, List<String> carriers, int days) {
    var zone = new ShippingZone(country, carriers, days, true);
    zone.registerEvent(zone.newestEvent(zone.nextVersion()));
    return zone;
  }

  /** Replaces all data; returns false if nothing differs and nothing has to be saved. */
  boolean change(List<String> carriers, int days, boolean open) {
    if (carriers.equals(this.carriers) && days == this.days && open == this.open) {
      return false;
    }
    this.carriers = List.copyOf(carriers);
    this.days = days;
    this.open = open;
    registerEvent(newestEvent(nextVersion()));
    return true;
  }

  @Override
  public ShippingZoneChangeEvent newestEvent(long sequence) {
    return new ShippingZoneChangeEvent(id(), sequence, carriers, days, open);
  }

  public List<String> carriers() {
    return carriers;
  }

  /** How many days a parcel is usually in transit, at most. */
  public int days() {
    return days;
  }

  /** Whether new orders are shipped to the country. */
  public boolean isOpen() {
    return open;
  }
}
