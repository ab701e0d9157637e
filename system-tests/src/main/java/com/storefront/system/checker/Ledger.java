package com.storefront.system.checker;

import com.storefront.events.OrderStatusType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Versions of one aggregate with the fingerprints of their events and contents, 32 bytes each: a
 * history of a million records fits into memory many times over.
 */
final class Ledger {

  private static final OrderStatusType[] STATUSES = OrderStatusType.values();

  private static final long[] NOTHING = {};
  private static final int WIDTH = 4;

  /** Of each entry the sequence, the event, the content and the status, one after the other. */
  private long[] cells = NOTHING;

  private int size;

  /** A text in 64 bits (FNV-1a, then mixed); 0 stands for none. */
  static long fingerprint(@Nullable String text) {
    if (text == null) {
      return 0;
    }
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    hash = (hash ^ (hash >>> 32)) * 0x9e3779b97f4a7c15L;
    return hash == 0 ? 1 : hash;
  }

  int size() {
    return size;
  }

  long sequence(int index) {
    return cells[index * WIDTH];
  }

  long event(int index) {
    return cells[index * WIDTH + 1];
  }

  long content(int index) {
    return cells[index * WIDTH + 2];
  }

  @Nullable OrderStatusType status(int index) {
    long status = cells[index * WIDTH + 3];
    return status < 0 ? null : STATUSES[(int) status];
  }

  /** Where a version stands; -1 if it is not there. */
  int find(long sequence) {
    for (int i = size - 1; i >= 0; i--) {
      if (sequence(i) == sequence) {
        return i;
      }
    }
    return -1;
  }

  /** Adds an entry at the end, whatever its version is. */
  void append(long sequence, long event, long content, @Nullable OrderStatusType status) {
    insert(size, sequence, event, content, status);
  }

  /** Adds an entry where its version belongs. */
  void sortIn(long sequence, long event, long content, @Nullable OrderStatusType status) {
    int index = size;
    while (index > 0 && sequence(index - 1) > sequence) {
      index--;
    }
    insert(index, sequence, event, content, status);
  }

  private void insert(
      int index, long sequence, long event, long content, @Nullable OrderStatusType status) {
    int from = index * WIDTH;
    int to = size * WIDTH;
    if (to == cells.length) {
      cells = Arrays.copyOf(cells, to + WIDTH * Math.max(1, size >> 1));
    }
    System.arraycopy(cells, from, cells, from + WIDTH, to - from);
    cells[from] = sequence;
    cells[from + 1] = event;
    cells[from + 2] = content;
    cells[from + 3] = status == null ? -1 : status.ordinal();
    size++;
  }
}
