# One image a service: docker build --build-arg SERVICE=accounts -t storefront/accounts:4.0.0 .
# The jars are built before, by ./storefront or Maven: the build here needs no network.
ARG JAVA=eclipse-temurin:25-jre

FROM ${JAVA} AS unpacked
ARG SERVICE
WORKDIR /unpacked
COPY ${SERVICE}-service/target/${SERVICE}.jar application.jar
RUN java -Djarmode=tools -jar application.jar extract --layers --destination layers

FROM ${JAVA}
WORKDIR /application
# What changes least comes first; a new version of a service is a layer of a few hundred KB.
COPY --from=unpacked /unpacked/layers/dependencies/ ./
COPY --from=unpacked /unpacked/layers/snapshot-dependencies/ ./
COPY --from=unpacked /unpacked/layers/application/ ./
# Parsed and linked classes for the start (JEP 514). Trained here, on the very files that run, and
# without servers: beans are made lazily, nobody waits for MongoDB, and the training ends when the
# context stands.
RUN java -XX:AOTCacheOutput=application.aot --enable-native-access=ALL-UNNAMED \
      -Dspring.context.exit=onRefresh -Dspring.main.lazy-initialization=true \
      -Dspring.mongodb.uri='mongodb://localhost:1/training?serverSelectionTimeoutMS=1' \
      -Dspring.data.mongodb.auto-index-creation=false -Dlogging.level.root=warn \
      -jar application.jar
USER 10001:10001
# The image is meant for a read-only root: only /tmp is written to, by Tomcat and native libraries.
VOLUME /tmp
# The exec form: java is process 1 and gets the SIGTERM on which Spring Boot shuts down gracefully.
# JDK_JAVA_OPTIONS adds flags. A heap that runs full ends the process, and it is started anew.
ENTRYPOINT ["java", "-XX:AOTCache=application.aot", "-XX:MaxRAMPercentage=60", \
    "-XX:+ExitOnOutOfMemoryError", "--enable-native-access=ALL-UNNAMED", "-jar", "application.jar"]
