/** The pages and their scripts, and what the console demands of requests of browsers. */
@NullMarked
package com.storefront.console.page;

import org.jspecify.annotations.NullMarked;
