# Sourced by check. Deploys the mesh, a broker in place of Strimzi, and the minikube overlay.

# install_istio: with the options of k8s/README.md
install_istio() {
  options=$(sed -n 's/^istioctl install -y //p' k8s/README.md)
  # Envoy is built without Istio's own filters, which give metrics and protocol detection.
  # shellcheck disable=SC2086
  on_node istioctl manifest generate $options --kubeconfig "$KUBECONFIG" --set hub=$istio_hub --set tag=$istio_tag \
    --set values.cni.cniConfDir=/opt/cni/net.d --set values.telemetry.enabled=false \
    --set values.pilot.env.PILOT_ENABLE_METADATA_EXCHANGE=false \
    --set values.pilot.env.PILOT_ENABLE_ALPN_FILTER=false > "$run/istio.yaml" 2> "$run/istioctl.log" ||
    fail "istioctl: $(cat "$run/istioctl.log")"
  kubectl create namespace istio-system > /dev/null
  kubectl apply --server-side -f "$run/istio.yaml" > "$run/applied.log" 2>&1 || fail "$(cat "$run/applied.log")"
  await "Istio is not ready" is_available istio-system
  await "istio-cni is not ready" kubectl -n istio-system rollout status daemonset/istio-cni-node --timeout=1s
}

# certificate NAME AUTHORITY SUBJECT [NAMES]: NAME.crt and NAME.key, signed by AUTHORITY.crt
certificate() {
  openssl req -newkey rsa:2048 -nodes -subj "$3" -keyout "$1.key" -out "$1.csr" 2> /dev/null
  openssl x509 -req -in "$1.csr" -CA "$2.crt" -CAkey "$2.key" -CAcreateserial -days 30 -out "$1.crt" \
    -extfile <(echo "subjectAltName=${4:-DNS:$1}") 2> /dev/null
}

# make_secrets: of the cluster and of each KafkaUser, with the names and keys that Strimzi gives them
make_secrets() {
  mkdir "$run/kafka"
  cd "$run/kafka"
  for authority in cluster-ca clients-ca; do
    openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj "/O=storefront/CN=$authority" \
      -keyout $authority.key -out $authority.crt 2> /dev/null
  done
  kubectl -n kafka create secret generic storefront-cluster-ca-cert --from-file=ca.crt=cluster-ca.crt > /dev/null
  names="DNS:storefront-kafka-bootstrap"
  for suffix in kafka kafka.svc kafka.svc.cluster.local; do
    names="$names,DNS:storefront-kafka-bootstrap.$suffix,DNS:*.storefront-kafka-brokers.$suffix"
  done
  certificate broker cluster-ca /O=storefront/CN=broker "$names"
  cat broker.key broker.crt > broker.pem
  kubectl -n kafka create secret generic broker --from-file=broker.pem --from-file=clients-ca.crt > /dev/null
  for user in $(kubectl -n kafka get kafkausers -o jsonpath='{.items[*].metadata.name}'); do
    certificate "$user" clients-ca "/CN=$user"
    openssl pkcs12 -export -in "$user.crt" -inkey "$user.key" -out "$user.p12" -passout pass:password
    kubectl -n kafka create secret generic "$user" --from-file=user.crt="$user.crt" --from-file=user.key="$user.key" \
      --from-file=user.p12="$user.p12" --from-literal=user.password=password > /dev/null
  done
  cd - > /dev/null
}

# start_kafka: the broker, topics and users; then reports the resources Ready, as Strimzi does
start_kafka() {
  make_secrets
  kubectl apply -f verification/cluster/manifests/kafka.yaml > "$run/applied.log" 2>&1 || fail "$(cat "$run/applied.log")"
  await "Kafka is not ready" kubectl -n kafka rollout status statefulset/storefront-dual --timeout=1s
  kubectl -n kafka get kafkatopics,kafkausers -o json > "$run/kafka.json"
  kubectl -n kafka exec -i storefront-dual-0 -- java -Xmx96m -cp '/opt/kafka/libs/*' /opt/kafka/Operator.java \
    < "$run/kafka.json" > "$run/operator.log" 2>&1 || fail "topics and users: $(cat "$run/operator.log")"
  for resource in $(kubectl -n kafka get kafka,kafkatopics,kafkausers -o name); do
    kubectl -n kafka patch "$resource" --subresource=status --type=merge \
      -p '{"status": {"conditions": [{"type": "Ready", "status": "True"}]}}' > /dev/null
  done
}

apply_overlay() {
  kubectl apply --validate=strict -f "$1" > "$run/applied.log" 2>&1 || fail "the overlay is refused: $(cat "$run/applied.log")"
}

deploy() {
  kubectl apply --server-side -f "$tools/definitions/strimzi.yaml" > "$run/applied.log" 2>&1 ||
    fail "$(cat "$run/applied.log")"
  kubectl wait --for=condition=Established --timeout=60s crd --all > "$run/applied.log" 2>&1 || fail "$(cat "$run/applied.log")"
  kubectl kustomize k8s/overlays/minikube > "$run/overlay.yaml"
  sed 's#image: storefront/\(.*\):4.0.0#image: storefront/\1:previous#' "$run/overlay.yaml" > "$run/previous.yaml"
  apply_overlay "$run/previous.yaml"
  start_kafka
  nsenter --net="/proc/$node/ns/net" env PATH="$tools/bin:$PATH" k8s/copy-kafka-secrets > "$run/copied.log" 2>&1 ||
    fail "k8s/copy-kafka-secrets: $(cat "$run/copied.log")"
}
