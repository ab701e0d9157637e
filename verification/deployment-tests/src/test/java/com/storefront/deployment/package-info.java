/** Compares the manifests, Compose files and dashboards with the applications. */
@NullMarked
package com.storefront.deployment;

import org.jspecify.annotations.NullMarked;
