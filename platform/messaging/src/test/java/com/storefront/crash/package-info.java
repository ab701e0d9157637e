/** A small service that is halted at each of its calls, restarted and verified. */
package com.storefront.crash;
