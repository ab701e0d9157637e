/** The checker, proven: planted faults are convicted, correct histories never are. */
@NullMarked
package com.storefront.system.checker;

import org.jspecify.annotations.NullMarked;
