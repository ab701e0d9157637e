package com.storefront.example;

import java.math.BigDecimal;
import org.springframework.hateoas.RepresentationModel;

/** A widget as clients see it. */
class WidgetView extends RepresentationModel<WidgetView> {

  private final String title;
  private final BigDecimal price;
  private final long version;

  WidgetView(String title, BigDecimal price, long version) {
    this.title = title;
    this.price = price;
    this.version = version;
  }

  public String getTitle() {
    return title;
  }

  public BigDecimal getPrice() {
    return price;
  }

  public long getVersion() {
    return version;
  }
}
