package com.storefront.benchmarks.publishing;

import java.util.UUID;
import org.springframework.modulith.events.Externalized;

/**
 * The state that is saved and the event that tells of it: about 1 KB of JSON.
 *
 * @param id also the record's key
 * @param contents 1,000 characters
 */
@Externalized(Contender.TOPIC + "::#{id()}")
public record Posted(String id, String contents) {

  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz ";

  static Posted random() {
    var id = UUID.randomUUID();
    long seed = id.getLeastSignificantBits();
    var contents = new StringBuilder(1_000);
    for (int i = 0; i < 1_000; i++) {
      seed = seed * 6364136223846793005L + 1442695040888963407L;
      contents.append(LETTERS.charAt((int) ((seed >>> 40) % LETTERS.length())));
    }
    return new Posted(id.toString(), contents.toString());
  }
}
