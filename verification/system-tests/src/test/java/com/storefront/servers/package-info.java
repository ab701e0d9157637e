/** MongoDB with more than one member and with users, in the package of the other local servers. */
@NullMarked
package com.storefront.servers;

import org.jspecify.annotations.NullMarked;
