/** Where an order is: its records in Kafka, and how far the services have consumed them. */
@NullMarked
package com.storefront.console.journey;

import org.jspecify.annotations.NullMarked;
