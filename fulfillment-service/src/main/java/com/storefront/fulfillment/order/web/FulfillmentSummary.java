package com.storefront.fulfillment.order.web;

import java.util.List;

/** The first fulfillments, without links. */
record FulfillmentSummary(List<FulfillmentView> fulfillments) {}
