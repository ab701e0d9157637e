package com.storefront.launcher.lab;

import org.jspecify.annotations.Nullable;

/**
 * A fault that can be caused.
 *
 * @param name in paths
 * @param title what is done
 * @param watch what to look at meanwhile, in one sentence
 * @param begin causes it
 * @param end ends it; null if it ends by itself
 */
public record Fault(String name, String title, String watch, Action begin, @Nullable Action end) {

  /** Returns when the change is made. */
  public interface Action {
    void run() throws Exception;
  }
}
