/**
 * A real MongoDB and a real Kafka broker, started and stopped by whoever runs or tests a service;
 * and an issuer of tokens for tests.
 */
@NullMarked
package com.storefront.local.servers;

import org.jspecify.annotations.NullMarked;
