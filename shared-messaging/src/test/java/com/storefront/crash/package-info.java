/** A small service that is halted at each call it makes, started again, and judged. */
package com.storefront.crash;
