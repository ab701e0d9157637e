package com.storefront.crash;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** A service that publishes the moves of its trains and consumes them itself. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import(Board.class)
class Railway {}
