/** Every error as a problem document, whoever notices it: a controller, Spring MVC or Tomcat. */
@NullMarked
package com.storefront.web.problem;

import org.jspecify.annotations.NullMarked;
