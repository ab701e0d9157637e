package com.storefront.local.servers;

/** One {@code mongod}, however it is run; a replica set is still to be made of it. */
interface Mongod {

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
