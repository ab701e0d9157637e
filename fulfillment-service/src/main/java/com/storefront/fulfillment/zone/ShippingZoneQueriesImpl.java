package com.storefront.fulfillment.zone;

import com.storefront.messaging.query.Keyset;
import com.storefront.messaging.query.NumberedPages;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.domain.Window;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;

class ShippingZoneQueriesImpl implements ShippingZoneQueries {

  private final MongoOperations mongo;

  ShippingZoneQueriesImpl(MongoOperations mongo) {
    this.mongo = mongo;
  }

  @Override
  public Page<ShippingZone> findPage(Pageable pageable) {
    return NumberedPages.find(mongo, new Query(), pageable, ShippingZone.class);
  }

  @Override
  public Window<ShippingZone> findWindow(Keyset keyset) {
    return keyset.find(mongo, new Query(), ShippingZone.class);
  }
}
