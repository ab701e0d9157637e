# One image per service: docker build --build-arg SERVICE=accounts -t storefront/accounts:4.0.0 .
# Builds the jars from the sources. With --build-arg JARS=prebuilt it takes those that Maven or ./storefront has built,
# and needs no network. Requires BuildKit, the default builder of Docker since version 23.
ARG JARS=source
ARG JAVA=eclipse-temurin:25-jre
ARG MAVEN=maven:3.9.11-eclipse-temurin-25

# The same for each service, so that Docker runs it once for all images.
FROM ${MAVEN} AS source
WORKDIR /jars
COPY . .
RUN --mount=type=cache,target=/root/.m2 mvn -B -ntp clean package -Dmaven.test.skip \
      -pl accounts-service,orders-service,fulfillment-service,console-service,notifications-service -am

FROM scratch AS prebuilt
COPY . /jars/

# hadolint ignore=DL3006
FROM ${JARS} AS jars

FROM ${JAVA} AS unpacked
ARG SERVICE
WORKDIR /unpacked
COPY --from=jars /jars/${SERVICE}-service/target/${SERVICE}.jar application.jar
RUN java -Djarmode=tools -jar application.jar extract --layers --destination layers

FROM ${JAVA}
WORKDIR /application
# The layers that change least come first. A new version of a service changes the last two: its classes, a few hundred
# KB, and the cache, 90 MB.
COPY --from=unpacked /unpacked/layers/dependencies/ ./
COPY --from=unpacked /unpacked/layers/snapshot-dependencies/ ./
COPY --from=unpacked /unpacked/layers/application/ ./
# Creates a cache of parsed and linked classes, for a faster start (JEP 514). The training uses the same files as
# production and needs no servers: beans are lazy, the MongoDB timeout is 1 ms, and the process ends after the context
# refresh.
RUN java -XX:AOTCacheOutput=application.aot --enable-native-access=ALL-UNNAMED \
      -Dspring.context.exit=onRefresh -Dspring.main.lazy-initialization=true \
      -Dspring.mongodb.uri='mongodb://localhost:1/training?serverSelectionTimeoutMS=1' \
      -Dspring.data.mongodb.auto-index-creation=false -Dlogging.level.root=warn \
      -jar application.jar
# Without these the image has the labels of its base, such as Ubuntu's version.
ARG SERVICE
LABEL org.opencontainers.image.ref.name="storefront/${SERVICE}" org.opencontainers.image.version="4.0.0"
USER 10001:10001
# Suitable for a read-only root file system: only Tomcat and native libraries write, to /tmp.
VOLUME /tmp
# The exec form makes java process 1, which receives SIGTERM; Spring Boot then shuts down gracefully. JDK_JAVA_OPTIONS
# adds flags. The process exits when its heap is exhausted, and the orchestrator restarts it.
ENTRYPOINT ["java", "-XX:AOTCache=application.aot", "-XX:MaxRAMPercentage=60", \
    "-XX:+ExitOnOutOfMemoryError", "--enable-native-access=ALL-UNNAMED", "-jar", "application.jar"]
