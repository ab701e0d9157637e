package com.storefront.system.checker;

import com.storefront.events.order.OrderStatusType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Versions of one aggregate with the fingerprints of their events and contents, 32 bytes each. */
final class VersionLog {

  private static final OrderStatusType[] STATUSES = OrderStatusType.values();

  private static final long[] NOTHING = {};
  private static final int WIDTH = 4;

  /** Sequence, event, content and status of each entry in turn. */
  private long[] cells = NOTHING;

  private int size;

  /** Hashes a text to 64 bits (FNV-1a, then mixed); 0 stands for null. */
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

  boolean isEmpty() {
    return size == 0;
  }

  /** The last sequence; 0 if empty. */
  long lastSequence() {
    return size == 0 ? 0 : sequence(size - 1);
  }

  /** The last status; null if empty. */
  @Nullable OrderStatusType lastStatus() {
    return size == 0 ? null : status(size - 1);
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

  boolean contains(long sequence) {
    return find(sequence) >= 0;
  }

  /** The index of a version; -1 if it is missing. */
  int find(long sequence) {
    for (int i = size - 1; i >= 0; i--) {
      if (sequence(i) == sequence) {
        return i;
      }
    }
    return -1;
  }

  /** Adds an entry at the end, whatever its version. */
  void append(long sequence, long event, long content, @Nullable OrderStatusType status) {
    insert(size, sequence, event, content, status);
  }

  /** Inserts an entry in the order of versions. */
  void insertSorted(long sequence, long event, long content, @Nullable OrderStatusType status) {
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
