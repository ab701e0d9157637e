package com.storefront.crash;

import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import com.mongodb.event.CommandSucceededEvent;
import com.storefront.messaging.EventHeaders;
import com.storefront.messaging.TopicProvisioner;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.aopalliance.intercept.MethodInterceptor;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.bson.BsonDocument;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.kafka.autoconfigure.DefaultKafkaConsumerFactoryCustomizer;
import org.springframework.boot.kafka.autoconfigure.DefaultKafkaProducerFactoryCustomizer;
import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * Intercepts each call to a server: before it leaves the process, and after its answer has arrived
 * but before the service receives it.
 */
@TestConfiguration(proxyBeanMethods = false)
class Hooks {

  private static final long LONGER_THAN_THE_LEASE_MILLIS = 600;

  private static final ScheduledExecutorService LATER =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            var thread = new Thread(task);
            thread.setDaemon(true);
            return thread;
          });

  @Bean
  static CrashPoints crashPoints(
      @Value("${crash.journal}") Path journal, @Value("${crash.point:}") String point) {
    return new CrashPoints(new Journal(journal), point);
  }

  /** The driver calls its listeners on the thread that makes the call. */
  @Bean
  MongoClientSettingsBuilderCustomizer mongodbHook(CrashPoints points) {
    return settings -> settings.addCommandListener(new MongodbHook(points));
  }

  private record MongodbHook(CrashPoints points, Map<Integer, String> calls)
      implements CommandListener {

    MongodbHook(CrashPoints points) {
      this(points, new ConcurrentHashMap<>());
    }

    @Override
    public void commandStarted(CommandStartedEvent event) {
      String call = CrashPoints.call(event.getCommandName(), target(event.getCommand()));
      if (call != null) {
        calls.put(event.getRequestId(), call);
        points.before(call);
      }
    }

    @Override
    public void commandSucceeded(CommandSucceededEvent event) {
      points.after(calls.remove(event.getRequestId()));
    }

    private static String target(BsonDocument command) {
      var first = command.entrySet().iterator().next();
      var target = command.getOrDefault("collection", first.getValue());
      return target.isString() ? target.asString().getValue() : "-";
    }
  }

  @Bean
  DefaultKafkaProducerFactoryCustomizer producerHook(CrashPoints points, Variant variant) {
    return factory ->
        factory.addPostProcessor(
            producer ->
                intercepted(
                    Producer.class,
                    producer,
                    (method, arguments, proceed) ->
                        method.getName().equals("send") && arguments.length == 2
                            ? send(points, variant, producer, arguments)
                            : proceed.call()));
  }

  @SuppressWarnings("unchecked")
  private static <K, V> Object send(
      CrashPoints points, Variant variant, Producer<K, V> producer, Object[] arguments) {
    var event = (ProducerRecord<K, V>) arguments[0];
    var callback = (Callback) arguments[1];
    String call = CrashPoints.call("send", event.topic() + (isFirst(event) ? "" : ",later"));
    points.before(call);
    Callback hook =
        (sent, failure) -> {
          if (failure == null) {
            points.after(call);
          }
          long delay = event.key().equals(Workload.DELAYED) ? LONGER_THAN_THE_LEASE_MILLIS : 0;
          if (delay == 0) {
            callback.onCompletion(sent, failure);
          } else {
            LATER.schedule(
                () -> callback.onCompletion(sent, failure), delay, TimeUnit.MILLISECONDS);
          }
        };
    if (variant == Variant.REMOVES_BEFORE_ACKNOWLEDGEMENT) {
      var sent = new RecordMetadata(new TopicPartition(event.topic(), 0), 0, 0, 0, 0, 0);
      callback.onCompletion(sent, null);
      LATER.schedule(() -> producer.send(event), 500, TimeUnit.MILLISECONDS);
      return CompletableFuture.completedFuture(sent);
    }
    return producer.send(event, hook);
  }

  /** A later event of an aggregate is sent after the first is acknowledged. */
  private static boolean isFirst(ProducerRecord<?, ?> event) {
    return "1".equals(EventHeaders.get(event.headers(), EventHeaders.SEQUENCE));
  }

  @Bean
  DefaultKafkaConsumerFactoryCustomizer consumerHook(CrashPoints points, Variant variant) {
    return factory ->
        factory.addPostProcessor(
            consumer ->
                intercepted(
                    Consumer.class,
                    consumer,
                    (method, arguments, proceed) ->
                        switch (method.getName()) {
                          case "poll" -> poll(points, variant, consumer, proceed);
                          case "subscribe", "commitSync", "unsubscribe", "close" ->
                              around(points, method.getName() + " " + Train.TOPIC, proceed);
                          default -> proceed.call();
                        }));
  }

  /** A poll without records is not recorded. */
  private static Object poll(
      CrashPoints points, Variant variant, Consumer<?, ?> consumer, Call proceed) throws Throwable {
    String call = "Consumer poll " + Train.TOPIC;
    points.before(call);
    var records = (ConsumerRecords<?, ?>) proceed.call();
    if (!records.isEmpty()) {
      if (variant == Variant.COMMITS_BEFORE_APPLYING) {
        consumer.commitSync();
      }
      points.after(call);
    }
    return records;
  }

  private static Object around(CrashPoints points, String name, Call proceed) throws Throwable {
    String call = "Consumer " + name;
    points.before(call);
    Object answer = proceed.call();
    points.after(call);
    return answer;
  }

  /** The admin client cannot be intercepted; each of its steps is idempotent. */
  @Bean
  static BeanPostProcessor adminHook(CrashPoints points) {
    return new BeanPostProcessor() {
      @Override
      public Object postProcessAfterInitialization(Object bean, String name) {
        if (!(bean instanceof TopicProvisioner)) {
          return bean;
        }
        var proxy = new ProxyFactory(bean);
        proxy.setProxyTargetClass(true);
        proxy.addAdvice(
            (MethodInterceptor)
                invocation -> {
                  if (invocation.getMethod().getReturnType() != void.class) {
                    return invocation.proceed();
                  }
                  String call = CrashPoints.call(invocation.getMethod().getName(), "topics");
                  points.before(call);
                  Object answer = invocation.proceed();
                  points.after(call);
                  return answer;
                });
        return proxy.getProxy();
      }
    };
  }

  private static <T> T intercepted(Class<? super T> type, T target, Interception interception) {
    @SuppressWarnings("unchecked")
    T proxy =
        (T)
            Proxy.newProxyInstance(
                Hooks.class.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) ->
                    interception.on(
                        method,
                        arguments == null ? new Object[0] : arguments,
                        () -> {
                          try {
                            return method.invoke(target, arguments);
                          } catch (InvocationTargetException thrown) {
                            throw thrown.getCause();
                          }
                        }));
    return proxy;
  }

  private interface Call {
    Object call() throws Throwable;
  }

  private interface Interception {
    Object on(Method method, Object[] arguments, Call proceed) throws Throwable;
  }
}
