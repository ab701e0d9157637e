/** Live updates: what the topics announce, sent to open pages as server-sent events. */
@NullMarked
package com.storefront.console.live;

import org.jspecify.annotations.NullMarked;
