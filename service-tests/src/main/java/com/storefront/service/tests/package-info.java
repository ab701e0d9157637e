/** What the tests of every service ask in the same way. */
@NullMarked
package com.storefront.service.tests;

import org.jspecify.annotations.NullMarked;
