package com.storefront.fulfillment.fulfillment.web;

import java.util.List;

/** The first fulfillments at a glance. */
record FulfillmentSummary(List<FulfillmentView> fulfillments) {}
