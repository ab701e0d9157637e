package com.storefront.example;

enum Colour {
  RED,
  BLUE
}
