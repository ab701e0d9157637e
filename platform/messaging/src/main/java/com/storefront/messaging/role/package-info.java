/** What an instance does: everything, or only read. */
@NullMarked
package com.storefront.messaging.role;

import org.jspecify.annotations.NullMarked;
