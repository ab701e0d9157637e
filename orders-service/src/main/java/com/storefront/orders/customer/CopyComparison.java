package com.storefront.orders.customer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * Two collections of copies side by side, in the order of their ids.
 *
 * <p>What seems to be missing may have been told while they were compared: it is looked at again
 * after the rest was read. That many at the most are remembered.
 */
final class CopyComparison {

  private static final int SUSPECTS = 10_000;
  private static final int BATCH = 500;
  private static final List<String> CONTENT = List.of("eventId", "name", "contact", "addresses");

  private final MongoCollection<Document> present;
  private final MongoCollection<Document> rebuilt;
  private final MessageDigest presentDigest = sha256();
  private final MessageDigest rebuiltDigest = sha256();
  private final Map<String, Long> suspects = new LinkedHashMap<>();
  private long presentCount;
  private long rebuiltCount;
  private long missing;
  private long outdated;
  private long mended;

  CopyComparison(MongoCollection<Document> present, MongoCollection<Document> rebuilt) {
    this.present = present;
    this.rebuilt = rebuilt;
  }

  /**
   * @param catchUp has the rebuilt copies take in what was told meanwhile
   */
  Rebuild.Comparison run(Runnable catchUp) {
    try (MongoCursor<Document> presents = byId(present);
        MongoCursor<Document> rebuilts = byId(rebuilt)) {
      Document p = next(presents);
      Document r = next(rebuilts);
      while (p != null || r != null) {
        int order = p == null ? 1 : r == null ? -1 : id(p).compareTo(id(r));
        if (order <= 0 && p != null) {
          compare(p, order == 0 ? r : null);
          presentCount++;
          add(presentDigest, p);
          p = next(presents);
        }
        if (order >= 0 && r != null) {
          rebuiltCount++;
          add(rebuiltDigest, r);
          r = next(rebuilts);
        }
      }
    }
    catchUp.run();
    suspects.forEach(this::judge);
    return new Rebuild.Comparison(
        presentCount,
        rebuiltCount,
        missing,
        outdated,
        mended,
        HexFormat.of().formatHex(presentDigest.digest()),
        HexFormat.of().formatHex(rebuiltDigest.digest()));
  }

  private void compare(Document known, @Nullable Document told) {
    if (told == null || sequence(told) < sequence(known)) {
      if (suspects.size() < SUSPECTS) {
        suspects.put(id(known), sequence(known));
      } else if (told == null) {
        missing++;
      } else {
        outdated++;
      }
    } else if (sequence(told) == sequence(known)
        && !CONTENT.stream().allMatch(field -> Objects.equals(known.get(field), told.get(field)))) {
      mended++;
    }
  }

  private void judge(String id, long known) {
    Document told = rebuilt.find(Filters.eq("_id", id)).first();
    if (told == null) {
      missing++;
    } else if (sequence(told) < known) {
      outdated++;
    }
  }

  private static void add(MessageDigest digest, Document copy) {
    Document canonical = new Document("_id", id(copy)).append("sequence", sequence(copy));
    CONTENT.forEach(field -> canonical.append(field, copy.get(field)));
    digest.update(canonical.toJson().getBytes(UTF_8));
  }

  private static MongoCursor<Document> byId(MongoCollection<Document> copies) {
    return copies.find().sort(Sorts.ascending("_id")).batchSize(BATCH).cursor();
  }

  private static @Nullable Document next(MongoCursor<Document> cursor) {
    return cursor.hasNext() ? cursor.next() : null;
  }

  private static String id(Document copy) {
    return copy.getString("_id");
  }

  private static long sequence(Document copy) {
    return copy.getLong("sequence");
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // Every JVM has it.
    }
  }
}
