/** Support for the sample steps of the demo, which a shop in production switches off. */
@NullMarked
package com.storefront.web.sample;

import org.jspecify.annotations.NullMarked;
