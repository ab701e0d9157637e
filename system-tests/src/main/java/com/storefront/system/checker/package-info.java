/** Decides from the history of a run whether anything was lost, invented or done twice. */
@NullMarked
package com.storefront.system.checker;

import org.jspecify.annotations.NullMarked;
