package com.storefront.crash;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** A service that publishes its trains' moves and follows them itself. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import(Board.class)
class Railway {}
