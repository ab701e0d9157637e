/** What operators decided, for the audit. */
@NullMarked
package com.storefront.messaging.audit;

import org.jspecify.annotations.NullMarked;
