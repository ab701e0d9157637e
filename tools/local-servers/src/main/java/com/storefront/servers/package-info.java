/** Starts and stops a real MongoDB, a real Kafka broker and packaged services on this machine. */
@NullMarked
package com.storefront.servers;

import org.jspecify.annotations.NullMarked;
