package com.storefront.local.servers;

/** A server program, however it is run. */
interface Program {

  /** Starts it, or starts it again; returns before it answers. */
  void start();

  void stop();

  void kill();

  void pause();

  void resume();

  long pid();

  boolean isAlive();

  /** What it wrote last, for the message that says why it did not start. */
  String lastWords();
}
