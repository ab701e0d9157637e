package com.storefront.benchmarks.variant;

import java.util.UUID;
import org.springframework.modulith.events.Externalized;

/**
 * The saved state and its event, about 1 KB of JSON.
 *
 * @param id also the key of the record
 * @param contents 1,000 characters
 */
@Externalized(Candidate.TOPIC + "::#{id()}")
public record ParcelPosted(String id, String contents) {

  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz ";

  public static ParcelPosted random() {
    var id = UUID.randomUUID();
    long seed = id.getLeastSignificantBits();
    var contents = new StringBuilder(1_000);
    for (int i = 0; i < 1_000; i++) {
      seed = seed * 6364136223846793005L + 1442695040888963407L;
      contents.append(LETTERS.charAt((int) ((seed >>> 40) % LETTERS.length())));
    }
    return new ParcelPosted(id.toString(), contents.toString());
  }
}
