package com.storefront.benchmarks.crashes;

import com.storefront.benchmarks.publishing.RunningContender;
import com.storefront.benchmarks.publishing.Way;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** The process that is killed, and the one that comes after it. */
public final class Victim {

  static final String WRITES = "writes";
  static final String SETTLED = "settled";

  private static final int WRITERS = 8;

  private Victim() {}

  /**
   * Never ends by itself.
   *
   * @param arguments the way, MongoDB's address, Kafka's address, and whether it writes ({@code
   *     write}) or only finishes what the one before it began ({@code recover})
   */
  public static void run(List<String> arguments) throws IOException, InterruptedException {
    var way = Way.valueOf(arguments.get(0).toUpperCase(Locale.ROOT).replace('-', '_'));
    var contender = RunningContender.start(way, arguments.get(1), arguments.get(2));
    if (arguments.get(3).equals("write")) {
      for (int i = 0; i < WRITERS; i++) {
        new Thread(() -> write(contender)).start();
      }
    } else {
      while (!contender.isIdle()) {
        TimeUnit.MILLISECONDS.sleep(100);
      }
      System.out.println(SETTLED);
    }
    System.in.read();
    Runtime.getRuntime().halt(0);
  }

  private static void write(RunningContender contender) {
    boolean said = false;
    while (true) {
      try {
        contender.post();
        if (!said) {
          System.out.println(WRITES);
          said = true;
        }
      } catch (RuntimeException refused) {
        // Its client was not answered: may have happened or not.
      }
    }
  }
}
