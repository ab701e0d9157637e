package com.storefront.crash;

import com.storefront.messaging.Polling;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Names the calls to MongoDB and Kafka by the call path that leads to them, records each in the
 * journal when it is first passed, and halts the process at one of them.
 *
 * <p>A point has the form {@code Class.method.method command target:before|after}. <em>After</em>
 * means that the server has executed the command and the service has not received the answer yet.
 */
final class CrashPoints {

  static final int HALTED = 86;

  private static final String SERVICE = "com.storefront.messaging.";

  private final Journal journal;
  private final String haltAt;
  private final Set<String> passed = ConcurrentHashMap.newKeySet();

  /**
   * @param haltAt name of the point; empty to halt at none
   */
  CrashPoints(Journal journal, String haltAt) {
    this.journal = journal;
    this.haltAt = haltAt;
  }

  void before(@Nullable String call) {
    if (call != null) {
      pass(call + ":before");
    }
  }

  void after(@Nullable String call) {
    if (call != null) {
      pass(call + ":after");
    }
  }

  private void pass(String point) {
    if (passed.add(point)) {
      journal.passed(point);
    }
    if (point.equals(haltAt)) {
      Runtime.getRuntime().halt(HALTED);
    }
  }

  /**
   * Returns the name of the call that this thread is about to make; null if it is not the
   * service's.
   */
  static @Nullable String call(String command, String target) {
    List<String> path = path();
    if (path.isEmpty()) {
      return null;
    }
    return String.join(".", path) + " " + command + " " + target;
  }

  private static List<String> path() {
    List<StackWalker.StackFrame> all =
        StackWalker.getInstance().walk(stack -> stack.filter(CrashPoints::isOfTheService).toList());
    List<StackWalker.StackFrame> named =
        all.stream().filter(frame -> !frame.getMethodName().equals("run")).toList();
    List<StackWalker.StackFrame> frames = named.isEmpty() ? all : named;
    var path = new ArrayList<String>();
    String last = "";
    for (int i = frames.size() - 1; i >= 0; i--) {
      String type = simpleName(frames.get(i).getClassName());
      if (!type.equals(last)) {
        path.add(type);
        last = type;
      }
      path.add(frames.get(i).getMethodName());
    }
    return path;
  }

  private static boolean isOfTheService(StackWalker.StackFrame frame) {
    boolean isOurs =
        frame.getClassName().startsWith(SERVICE)
            || frame.getClassName().equals(Board.class.getName());
    return isOurs
        && !frame.getClassName().equals(Polling.class.getName())
        && !frame.getMethodName().startsWith("lambda$")
        && !frame.getMethodName().startsWith("<")
        && !frame.getClassName().contains("$$");
  }

  private static String simpleName(String type) {
    String name = type.substring(type.lastIndexOf('.') + 1);
    return name.contains("$") ? name.substring(0, name.indexOf('$')) : name;
  }
}
