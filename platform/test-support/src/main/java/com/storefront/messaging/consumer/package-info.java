/** Tests of consumers that need what their package hides. */
@NullMarked
package com.storefront.messaging.consumer;

import org.jspecify.annotations.NullMarked;
