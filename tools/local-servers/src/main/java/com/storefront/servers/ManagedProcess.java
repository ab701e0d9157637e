package com.storefront.servers;

/** A server program that can be started, stopped and disturbed, as a process or in a container. */
interface ManagedProcess {

  /** Starts the program, also again after a stop. Returns before the program is ready. */
  void start();

  void stop();

  void kill();

  void pause();

  void resume();

  long pid();

  boolean isAlive();

  /** The end of its log, for the message that reports a failed start. */
  String logTail();
}
