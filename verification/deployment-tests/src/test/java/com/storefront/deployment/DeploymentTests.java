package com.storefront.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DeploymentTests {

  @ParameterizedTest
  @EnumSource
  void findsNoMistakeInTheRepository(Check check) {
    assertThat(check.mistakes(Checkout.actual())).isEmpty();
  }

  @ParameterizedTest(name = "{2} → {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          PORTS_MATCH_APPLICATIONS    | k8s/base/services/orders.yaml | containerPort: 8090 | containerPort: 8080 | container ports is [http 8080
          PORTS_MATCH_APPLICATIONS    | k8s/base/services/orders.yaml | containerPort: 8091 | containerPort: 8090 | management 8090]
          PORTS_MATCH_APPLICATIONS    | k8s/base/services/orders.yaml | port: 8090 | port: 80 | ports of
          PORTS_MATCH_APPLICATIONS    | k8s/base/services/orders.yaml | port: 8091 | port: 9091 | ports of
          PORTS_MATCH_APPLICATIONS    | k8s/base/services/orders.yaml | name: http-management | name: management | is not HTTP
          PORTS_MATCH_APPLICATIONS    | k8s/base/services/orders.yaml | targetPort: http | targetPort: web | no port web
          PORTS_MATCH_APPLICATIONS    | k8s/base/services/orders.yaml | port: management, | port: admin, | no port admin
          PORTS_MATCH_APPLICATIONS    | k8s/base/services/orders.yaml | /health/readiness | /health/ready | readiness probe
          PORTS_MATCH_APPLICATIONS    | k8s/base/services/orders.yaml | prometheus.io/port: "8091" | prometheus.io/port: "8090" | scraped address
          PORTS_MATCH_APPLICATIONS    | k8s/base/mesh/policies.yaml | ports: ["8091"] | ports: ["8086"] | AuthorizationPolicy orders
          PORTS_MATCH_APPLICATIONS    | k8s/base/mesh/gateway.yaml | number: 8090 | number: 8080 | port of orders
          PORTS_MATCH_APPLICATIONS    | k8s/overlays/gateway-api/routes.yaml | port: 8090 | port: 8080 | port of orders
          PORTS_MATCH_APPLICATIONS    | compose/envoy/envoy.yaml | port_value: 8090 | port_value: 8091 | port of orders
          PORTS_MATCH_APPLICATIONS    | compose/prometheus/prometheus.yml | orders:8091 | orders:8090 | does not scrape orders:8091
          PORTS_MATCH_APPLICATIONS    | docker-compose.yml | localhost/8091 | localhost/8090 | health check of orders
          PORTS_MATCH_APPLICATIONS    | orders-service/src/main/resources/application.yaml | port: 8090 | port: 8080 | should be 8080
          PORTS_MATCH_APPLICATIONS    | docker-compose.yml | 127.0.0.1:8090:8090 | 127.0.0.1:8090:8080 | ports of orders is
          PORTS_MATCH_APPLICATIONS    | k8s/base/mongo/mongo.yaml | readinessProbe: | otherProbe: | has no readiness probe
          SELECTORS_MATCH_PODS                   | k8s/base/services/orders.yaml | selector: {app: orders} | selector: {app: order} | Service orders selects no pod
          SELECTORS_MATCH_PODS                   | k8s/base/services/orders.yaml | labels: {app: orders, version: 4.0.0} | labels: {app: order, version: 4.0.0} | own pods
          SELECTORS_MATCH_PODS                   | k8s/base/services/orders.yaml | kind: Deployment, name: orders | kind: Deployment, name: order | which does not exist
          SELECTORS_MATCH_PODS                   | k8s/base/mesh/destination-rules.yaml | version: 4.0.0 | version: 3.0.0 | subset v4 selects no pod
          SELECTORS_MATCH_PODS                   | k8s/base/mesh/policies.yaml | {app: orders} | {app: order} | selects no pod
          REFERENCES_EXIST     | k8s/base/services/orders.yaml | configMapRef: {name: storefront} | configMapRef: {name: store} | refers to ConfigMap dev/store,
          REFERENCES_EXIST     | k8s/base/services/orders.yaml | serviceAccountName: orders | serviceAccountName: order | refers to ServiceAccount dev/order,
          REFERENCES_EXIST     | k8s/base/services/orders.yaml | key: mongodb-uri | key: uri | refers to Secret dev/orders uri
          REFERENCES_EXIST     | k8s/base/services/orders.yaml | secretName: orders-kafka | secretName: orders-cert | refers to Secret dev/orders-cert
          REFERENCES_EXIST     | k8s/overlays/minikube/secrets.yaml | orders-password: | order-password: | refers to Secret mongo/mongo orders-password
          REFERENCES_EXIST     | k8s/overlays/gateway-api/routes.yaml | kind: ConfigMap, name: storefront-gateway | kind: ConfigMap, name: gateway | gateway deployment
          VARIABLES_ARE_PROPERTIES      | k8s/base/services/orders.yaml | SPRING_MONGODB_URI | SPRING_DATA_MONGODB_URI | is no property
          VARIABLES_ARE_PROPERTIES      | k8s/base/services/accounts.yaml | STOREFRONT_CARDS_KEY | STOREFRONT_CARD_KEY | is no property
          VARIABLES_ARE_PROPERTIES      | k8s/base/services/configuration.yaml | KEYSTORE_PRIVATEKEY | KEYSTORE_KEY | is no property
          VARIABLES_ARE_PROPERTIES      | k8s/base/services/configuration.yaml | STOREFRONT_TOPICS_REPLICAS | STOREFRONT_TOPICS_REPLICATION | is no property
          VARIABLES_ARE_PROPERTIES      | k8s/overlays/minikube/configuration.yaml | SAMPLE_DATA_ENABLED | SAMPLES_ENABLED | is no property
          VARIABLES_ARE_PROPERTIES      | k8s/components/jwt/services.yaml | JWT_ISSUERURI | JWT_ISSUER | is no property
          VARIABLES_ARE_PROPERTIES      | k8s/overlays/production/services.yaml | SMTP_STARTTLS_REQUIRED | SMTP_STARTTLS_REQUIRE | is no property
          VARIABLES_ARE_PROPERTIES      | docker-compose.yml | JWT_ISSUERURI | JWT_ISSUER | is no property
          VARIABLES_ARE_PROPERTIES      | docker-compose.yml | SPRING_KAFKA_BOOTSTRAP_SERVERS | SPRING_KAFKA_SERVERS | is no property
          VARIABLES_ARE_PROPERTIES      | platform/messaging/src/main/java/com/storefront/messaging/TopicSettings.java | short replicas | short copies | STOREFRONT_TOPICS_REPLICAS is no property
          TOPICS_MATCH_SERVICES       | k8s/base/kafka/topics.yaml | name: orders.order.fulfill | name: orders.order.fulfil | the set of topics
          TOPICS_MATCH_SERVICES       | k8s/base/kafka/topics.yaml | partitions: 3 | partitions: 1 | partitions is 1
          TOPICS_MATCH_SERVICES       | k8s/base/kafka/topics.yaml | min.insync.replicas: 2 | min.insync.replicas: 1 | min.insync.replicas is 1
          TOPICS_MATCH_SERVICES       | k8s/base/kafka/topics.yaml | max.message.bytes: 262144 | max.message.bytes: 1048576 | max.message.bytes is 1048576
          TOPICS_MATCH_SERVICES       | k8s/base/kafka/topics.yaml | cleanup.policy: compact | cleanup.policy: delete | compaction is false
          TOPICS_MATCH_SERVICES       | k8s/base/kafka/topics.yaml | retention.ms: 2592000000 | retention.ms: -1 | retention.ms is -1
          TOPICS_MATCH_SERVICES       | k8s/base/kafka/topics.yaml | segment.ms: 86400000 | segment.ms: 604800000 | segment.ms is 604800000
          TOPICS_MATCH_SERVICES       | k8s/base/kafka/topics.yaml | max.compaction.lag.ms: 86400000 | min.compaction.lag.ms: 86400000 | max.compaction.lag.ms is ,
          TOPICS_MATCH_SERVICES       | k8s/base/kafka/topics.yaml | retention.ms: | retention: | Unknown topic config name
          TOPICS_MATCH_SERVICES       | k8s/base/kafka/users.yaml | [Create, Write, Describe, DescribeConfigs] | [Write, Describe] | rights of orders
          TOPICS_MATCH_SERVICES       | orders-service/src/main/java/com/storefront/orders/zone/ShippingZoneConfiguration.java | Topics.SHIPPING_ZONE_CHANGE | Topics.FULFILLMENT_REQUEST | rights of orders
          GATEWAYS_HAVE_EQUAL_ROUTES | k8s/base/mesh/gateway.yaml | prefix: /orders/ | prefix: /orders | the prefixes
          GATEWAYS_HAVE_EQUAL_ROUTES | k8s/base/mesh/gateway.yaml | orders.dev.svc | accounts.dev.svc | routes of k8s/base/mesh
          GATEWAYS_HAVE_EQUAL_ROUTES | k8s/base/mesh/gateway.yaml | retries: {attempts: 0} | retries: {attempts: 3} | repeats unsafe methods
          GATEWAYS_HAVE_EQUAL_ROUTES | k8s/base/mesh/gateway.yaml | attempts: 2 | perTryTimeout: 20s | limits each try
          GATEWAYS_HAVE_EQUAL_ROUTES | k8s/base/mesh/gateway.yaml | remove: [forwarded, | remove: [ | headers removed by a gateway
          GATEWAYS_HAVE_EQUAL_ROUTES | compose/envoy/envoy.yaml | [forwarded, | [ | headers removed by a gateway
          GATEWAYS_HAVE_EQUAL_ROUTES | k8s/overlays/gateway-api/routes.yaml | [forwarded, | [ | headers removed by a gateway
          GATEWAYS_HAVE_EQUAL_ROUTES | compose/envoy/envoy.yaml | path_separated_prefix: /orders} | path_separated_prefix: /order} | routes of compose/envoy
          GATEWAYS_HAVE_EQUAL_ROUTES | k8s/overlays/gateway-api/routes.yaml | value: /orders | value: /order | gateway-api
          GATEWAYS_HAVE_EQUAL_ROUTES | tools/gateway/src/main/resources/application.yaml | Path=/orders/** | Path=/order/** | routes of tools/gateway
          GATEWAYS_HAVE_EQUAL_ROUTES | compose/envoy/envoy.yaml | cluster: console, timeout: 0s | cluster: console, timeout: 60s | the route of /console/live
          GATEWAYS_HAVE_EQUAL_ROUTES | k8s/components/console/routes.yaml | name: console-live | timeout: 60s | the route of /console/live
          GATEWAYS_HAVE_EQUAL_ROUTES | k8s/overlays/gateway-api/routes.yaml | request: 0s | request: 60s | the route of /console/live
          GATEWAYS_HAVE_EQUAL_ROUTES | tools/gateway/src/main/resources/application.yaml | Path=/console/** | Path=/consoles/** | routes of tools/gateway
          PORTS_MATCH_APPLICATIONS   | k8s/components/readers/orders-reader.yaml | port: 8091 | port: 9091 | ports of
          PORTS_MATCH_APPLICATIONS   | k8s/components/readers/orders-reader.yaml | ports: ["8091"] | ports: ["8086"] | AuthorizationPolicy orders-reader
          SELECTORS_MATCH_PODS       | k8s/components/readers/orders-reader.yaml | kind: Deployment, name: orders-reader | kind: Deployment, name: reader | which does not exist
          REFERENCES_EXIST           | k8s/components/readers/orders-reader.yaml | key: mongodb-uri | key: uri | refers to Secret dev/orders-reader uri
          VARIABLES_ARE_PROPERTIES   | k8s/components/readers/orders-reader.yaml | STOREFRONT_ROLE | STOREFRONT_ROLES | is no property
          READERS_ONLY_READ          | k8s/components/readers/orders-reader.yaml | {name: orders-reader, key: | {name: orders, key: | the role of its database user orders
          READERS_ONLY_READ          | k8s/overlays/minikube/secrets.yaml | mongodb://orders-reader: | mongodb://orders: | the role of its database user orders
          READERS_ONLY_READ          | k8s/base/mongo/mongo.yaml | orders', 'read' | orders', 'readWrite' | the role of its database user orders-reader
          READERS_ONLY_READ          | k8s/components/readers/orders.yaml | value: write | value: read | Deployment orders: the role
          READERS_ONLY_READ          | k8s/components/readers/orders-reader.yaml | value: read | value: write | which is no reader
          READERS_ONLY_READ          | k8s/components/readers/orders-reader.yaml | emptyDir: {sizeLimit: 64Mi} | secret: {secretName: orders-kafka} | mounts a secret
          READERS_ONLY_READ          | k8s/components/readers/routes.yaml | /orders/customers/summary | /orders/customers/sample/orders | is not only read
          READERS_ONLY_READ          | k8s/components/readers/routes.yaml | exact: /orders/orders | prefix: /orders/orders | is not only read
          READERS_ONLY_READ          | k8s/components/readers/routes.yaml | '|HEAD|OPTIONS' | '|POST' | methods
          READERS_ONLY_READ          | k8s/components/readers/routes.yaml | number: 8090 | number: 8080 | port is 8080
          READERS_ONLY_READ          | k8s/components/readers/routes.yaml | [forwarded, | [ | removed headers
          IMAGES_ARE_PINNED             | Dockerfile | maven:3.9.11-eclipse-temurin-25 | maven | maven is not pinned
          IMAGES_ARE_PINNED             | Dockerfile | image.version="4.0.0" | image.version="3.0.0" | version of the image labels
          IMAGES_ARE_PINNED             | Dockerfile | ,console-service,notifications-service | ,console-service | Maven does not build notifications-service
          IMAGES_ARE_PINNED             | .dockerignore | !orders-service/target/orders.jar | !orders-service/target/order.jar | excludes the jar of orders
          IMAGES_ARE_PINNED             | docker-compose.yml | mongo:8.0.12 | mongo:latest | mongo:latest is not pinned
          IMAGES_ARE_PINNED             | docker-compose.yml | prom/prometheus:v3.5.0 | prom/prometheus | prom/prometheus is not pinned
          IMAGES_ARE_PINNED             | k8s/base/monitoring/prometheus.yaml | prom/prometheus:v3.5.0 | prom/prometheus:v3.6.0 | image that promtool checks
          IMAGES_ARE_PINNED             | k8s/base/services/orders.yaml | storefront/orders:4.0.0 | storefront/orders:3.0.0 | not of version 4.0.0
          IMAGES_ARE_PINNED             | docker-compose.yml | mem_limit: 768m | mem_limit: 1768m | core services may use
          README_COMMANDS_FIT     | k8s/README.md | minikube image load storefront/$s:4.0.0 | minikube image load storefront/$s:3.0.0 | images that minikube loads
          README_COMMANDS_FIT     | k8s/README.md | compose build accounts orders | compose build accounts | images that Docker builds
          README_COMMANDS_FIT     | k8s/README.md | apply -k k8s/overlays/minikube | apply -k k8s/overlays/small | k8s/overlays/small does not exist
          README_COMMANDS_FIT     | k8s/README.md | service/prometheus 9090 | service/prometheus 9091 | no such service and port
          README_COMMANDS_FIT     | k8s/README.md | minikube image load | minikube docker-env image load | docker-env works only
          README_COMMANDS_FIT     | k8s/README.md | 10 run | 11 run | more than 10 steps
          RESOURCES_FIT_MINIKUBE           | k8s/overlays/minikube/tools.yaml | proxyCPU: 10m | proxyCPU: 1000m | minikube requests too much cpu: 2980
          RESOURCES_FIT_MINIKUBE           | k8s/overlays/minikube/tools.yaml | sidecar.istio.io/proxyCPU | sidecar.istio.io/proxy | minikube requests too much cpu: 2080
          RESOURCES_FIT_MINIKUBE           | k8s/overlays/minikube/kafka.yaml | memory: 512Mi | memory: 2768Mi | minikube requests too much memory: 6624
          RESOURCES_FIT_MINIKUBE           | k8s/overlays/gateway-api/routes.yaml | cpu: 10m | cpu: 1000m | gateway-api requests too much cpu: 2990
          MONITORING_USES_EXISTING_METRICS | k8s/base/monitoring/dashboards/storefront-choreography.json | storefront_outbox_pending | storefront_outbox_waiting | no metric storefront_outbox_waiting
          MONITORING_USES_EXISTING_METRICS | k8s/base/monitoring/dashboards/storefront-service.json | jvm_gc_overhead | jvm_gc_overheads | no metric jvm_gc_overheads
          MONITORING_USES_EXISTING_METRICS | k8s/base/monitoring/dashboards/storefront-overview.json | by (application, topic) (storefront_follower_lag | by (service, topic) (storefront_follower_lag | storefront_follower_lag has no label service
          MONITORING_USES_EXISTING_METRICS | k8s/base/monitoring/dashboards/storefront-service.json | level=~ | severity=~ | logback_events_total has no label severity
          MONITORING_USES_EXISTING_METRICS | k8s/base/monitoring/dashboards/storefront-overview.json | spring_micrometer | spring_metrics | there is no job spring_metrics
          MONITORING_USES_EXISTING_METRICS | k8s/base/monitoring/dashboards/storefront-choreography.json | {{topic}} p95 | {{subject}} p95 | no result has the label subject
          MONITORING_USES_EXISTING_METRICS | k8s/base/monitoring/dashboards/storefront-service.json | "uid": "prometheus" | "uid": "prom" | no data source prom
          MONITORING_USES_EXISTING_METRICS | k8s/base/monitoring/dashboards/storefront-service.json | "id": 2, | "id": 3, | has a duplicate id
          MONITORING_USES_EXISTING_METRICS | k8s/base/monitoring/storefront.rules.yml | storefront_follower_partitions | storefront_follower_partition | no metric storefront_follower_partition
          MONITORING_USES_EXISTING_METRICS | k8s/base/monitoring/storefront.rules.yml | {topic="orders.order.fulfill"} | {topic="orders.order.fulfil"} | has no absent(storefront_outbox_relay_active{topic="orders.order.fulfill"})
          MONITORING_USES_EXISTING_METRICS | k8s/base/monitoring/storefront.rules.yml | #dead-consumer | #dead-follower | the runbook has no section
          MONITORING_USES_EXISTING_METRICS | k8s/base/monitoring/storefront.rules.test.yml | alertname: OrdersStuck | alertname: OrderStuck | OrdersStuck has no test
          MONITORING_USES_EXISTING_METRICS | verification/system-tests/src/test/java/com/storefront/system/MonitoringTests.java | "OutboxParked" | "OutboxPark" | OutboxParked is not in a system test
          MONITORING_USES_EXISTING_METRICS | k8s/base/monitoring/prometheus.yaml | job_name: spring_micrometer | job_name: spring | the set of jobs
          MONITORING_USES_EXISTING_METRICS | compose/prometheus/prometheus.yml | job_name: spring_micrometer | job_name: spring | there is no job spring_micrometer
          MONITORING_USES_EXISTING_METRICS | platform/messaging/src/main/java/com/storefront/messaging/outbox/RelayMetrics.java | storefront.outbox.pending | storefront.outbox.waiting | no source registers storefront_outbox_pending
          """)
  void findsAPlantedMistake(
      Check check, String file, String correct, String wrong, String mistake) {
    var planted = Checkout.actual().with(file, correct, wrong);

    assertThat(check.mistakes(planted)).anyMatch(found -> found.contains(mistake));
  }
}
