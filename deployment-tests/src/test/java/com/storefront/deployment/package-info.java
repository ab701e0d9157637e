/** What is deployed is what was written: manifests and applications say the same. */
@NullMarked
package com.storefront.deployment;

import org.jspecify.annotations.NullMarked;
