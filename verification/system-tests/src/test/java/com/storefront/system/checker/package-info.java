/** Checks the history of a run against the guarantees; with the tests of the checker itself. */
@NullMarked
package com.storefront.system.checker;

import org.jspecify.annotations.NullMarked;
