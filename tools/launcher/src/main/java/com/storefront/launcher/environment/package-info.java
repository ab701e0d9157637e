/** The processes of a local storefront: their ports, folders, start, stop and state. */
@NullMarked
package com.storefront.launcher.environment;

import org.jspecify.annotations.NullMarked;
