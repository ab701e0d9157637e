/** Auto-configurations that tests add to the class path of a service. */
@NullMarked
package com.storefront.system.starter;

import org.jspecify.annotations.NullMarked;
