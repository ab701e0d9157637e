package com.storefront.example;

class WidgetNotFound extends RuntimeException {

  WidgetNotFound(String id) {
    super("there is no widget " + id);
  }
}
