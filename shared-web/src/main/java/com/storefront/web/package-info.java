/** What every service of the storefront says alike over HTTP, and how each service says it. */
@NullMarked
package com.storefront.web;

import org.jspecify.annotations.NullMarked;
