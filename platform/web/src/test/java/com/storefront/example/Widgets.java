package com.storefront.example;

import java.math.BigDecimal;
import org.springframework.stereotype.Component;

/** Knows one widget, with the id {@code known}. */
@Component
public class Widgets {

  public static final long VERSION = 3;

  WidgetView find(String id) {
    if (!id.equals("known")) {
      throw new WidgetNotFound(id);
    }
    return new WidgetView("Blue Widget", new BigDecimal("1E+3"), VERSION);
  }

  WidgetView make(MakeWidget widget) {
    return new WidgetView(widget.title(), widget.price(), 1);
  }
}
