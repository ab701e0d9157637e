# Sourced by check. The node: namespaces of its own for processes, mounts and the network, so that all of it ends with
# its first process. A second network namespace has the client; nothing is reachable from the machine.

address=10.200.0.2
gateway=10.200.0.1 # the client
node=
client=
unshared=
before=
daemons=
cgroup=storefront-$$
settings="vm.overcommit_memory kernel.panic kernel.panic_on_oops" # kubelet changes them

# on_node COMMAND...: runs in all namespaces of the node
on_node() { nsenter --target "$node" --net --pid --mount --uts "$@"; }
# at_client COMMAND...: runs in the network of the client
at_client() { nsenter --net="/proc/$client/ns/net" "$@"; }
kubectl() { nsenter --net="/proc/${node:-$$}/ns/net" "$tools/bin/kubectl" "$@"; }

# daemon NAME COMMAND...
daemon() {
  log=$run/$1.log
  shift
  on_node "$@" > "$log" 2>&1 &
  daemons="$daemons $!:$log"
}
# daemons_run: fails if one has ended
daemons_run() {
  for one in $daemons; do
    kill -0 "${one%%:*}" 2> /dev/null || fail "a program has ended: $(tail -n 5 "${one#*:}")"
  done
}

first_process() { node=$(cat "/proc/$1/task/$1/children" 2> /dev/null) && [ "$node" ]; }

start_namespaces() {
  before=$(sysctl $settings)
  for controller in /sys/fs/cgroup/*/; do mkdir -p "$controller/$cgroup"; done
  echo 4096 > "/sys/fs/cgroup/cpu/$cgroup/cpu.shares" # the node is more than one process of the machine
  unshare --net --mount --pid --uts --fork --kill-child --mount-proc --propagation private \
    bash -c 'while :; do sleep 3600 & wait $!; done' 2> /dev/null &
  unshared=$!
  await "no namespaces" first_process $unshared
  node=${node% }
  unshare --net sleep infinity &
  client=$!
  until [ "$(readlink "/proc/$client/ns/net")" != "$(readlink /proc/self/ns/net)" ]; do sleep 0.1; done
  for folder in opt/cni/bin opt/cni/net.d var/lib/kubelet var/lib/volumes/mongo var/log/pods; do
    mkdir -p "$run/node/$folder"
  done
  chmod 777 "$run/node/var/lib/volumes/mongo"
  cp /usr/lib/cni/* "$run/node/opt/cni/bin"
  on_node sh -ec "
    hostname node
    mount --make-rshared /
    for folder in /opt /var/lib /var/log; do mount --bind $run/node\$folder \$folder; done
    mount -t tmpfs tmpfs /run
    mkdir /run/netns
  "
  ip link add eth0 netns "$node" type veth peer name eth0 netns "$client"
  for side in "$node $address" "$client $gateway"; do
    network="nsenter --net=/proc/${side% *}/ns/net"
    $network ip address add "${side#* }/24" dev eth0
    $network ip link set eth0 up
    $network ip link set lo up
  done
  on_node ip route add default via "$gateway"
  on_node sysctl -q net.ipv4.ip_forward=1
}

# start_control_plane: etcd, API server, controller manager and scheduler
start_control_plane() {
  daemon etcd etcd --data-dir /run/etcd --unsafe-no-fsync --listen-peer-urls http://127.0.0.1:2380 \
    --listen-client-urls http://127.0.0.1:2379 --advertise-client-urls http://127.0.0.1:2379
  cd "$run"
  openssl genrsa -out account.key 2048 2> /dev/null
  openssl rsa -in account.key -pubout -out account.pub 2> /dev/null
  echo 'admin,admin,admin,"system:masters"' > tokens.csv
  cat > kubeconfig << END
apiVersion: v1
kind: Config
clusters: [{name: here, cluster: {server: "https://$address:6443", insecure-skip-tls-verify: true}}]
users: [{name: admin, user: {token: admin}}]
contexts: [{name: here, context: {cluster: here, user: admin}}]
current-context: here
END
  cd - > /dev/null
  export KUBECONFIG="$run/kubeconfig"
  daemon api-server kube-apiserver --etcd-servers=http://127.0.0.1:2379 --bind-address=0.0.0.0 --secure-port=6443 \
    --advertise-address=$address --cert-dir="$run/certificates" \
    --service-account-key-file="$run/account.pub" --service-account-signing-key-file="$run/account.key" \
    --service-account-issuer=https://kubernetes.default.svc.cluster.local --token-auth-file="$run/tokens.csv" \
    --authorization-mode=RBAC --service-cluster-ip-range=10.96.0.0/16 --allow-privileged=true \
    --kubelet-preferred-address-types=InternalIP
  await "the API server does not answer" kubectl get --raw /readyz
  daemon controller-manager kube-controller-manager --kubeconfig="$KUBECONFIG" --leader-elect=false \
    --service-account-private-key-file="$run/account.key" --root-ca-file="$run/certificates/apiserver.crt" \
    --bind-address=127.0.0.1
  daemon scheduler kube-scheduler --kubeconfig="$KUBECONFIG" --leader-elect=false --bind-address=127.0.0.1
}

# start_node MIB: containerd, kubelet and kube-proxy; pods can request so much memory
start_node() {
  cat > "$run/containerd.toml" << END
version = 2
root = "/var/lib/containerd"
state = "/run/containerd"
[grpc]
  address = "/run/containerd/containerd.sock"
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "docker.io/$pause"
  restrict_oom_score_adj = true
[plugins."io.containerd.grpc.v1.cri".cni]
  bin_dir = "/opt/cni/bin"
  conf_dir = "/opt/cni/net.d"
END
  cat > "$run/node/opt/cni/net.d/10-node.conflist" << END
{"cniVersion": "0.4.0", "name": "node", "plugins": [
  {"type": "ptp", "ipMasq": true, "mtu": 1500,
   "ipam": {"type": "host-local", "ranges": [[{"subnet": "10.244.0.0/24"}]], "routes": [{"dst": "0.0.0.0/0"}]}},
  {"type": "portmap", "capabilities": {"portMappings": true}}]}
END
  total=$(sed -n 's/^MemTotal: *\([0-9]*\) kB/\1/p' /proc/meminfo)
  cat > "$run/kubelet.yaml" << END
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
authentication: {anonymous: {enabled: true}, webhook: {enabled: false}}
authorization: {mode: AlwaysAllow}
cgroupDriver: cgroupfs
cgroupRoot: /$cgroup
failCgroupV1: false
failSwapOn: false
clusterDNS: [10.96.0.10]
clusterDomain: cluster.local
resolvConf: ""
containerRuntimeEndpoint: unix:///run/containerd/containerd.sock
volumePluginDir: /var/lib/kubelet/volume-plugins
imageGCHighThresholdPercent: 100
evictionHard: {memory.available: 100Mi}
kubeReserved: {memory: $((total - $1 * 1024 - 100 * 1024))Ki}
END
  daemon containerd containerd --config "$run/containerd.toml"
  await "containerd does not answer" on_node ctr version
  daemon kubelet kubelet --config "$run/kubelet.yaml" --kubeconfig "$KUBECONFIG" --node-ip=$address \
    --hostname-override=node
  daemon kube-proxy kube-proxy --kubeconfig "$KUBECONFIG" --proxy-mode=iptables --cluster-cidr=10.244.0.0/24 \
    --hostname-override=node --conntrack-max-per-core=0 --conntrack-tcp-timeout-established=0 \
    --conntrack-tcp-timeout-close-wait=0
  await "the node is not ready" is_ready
}
# is_available NAMESPACE: with all its deployments
is_available() { kubectl -n "$1" wait deployment --all --for=condition=Available --timeout=1s; }
is_ready() { kubectl wait node/node --for=condition=Ready --timeout=1s; }

# stop_node: ends all processes, and restores the settings of the machine
stop_node() {
  if [ "$node" ]; then kill -9 "$node" 2> /dev/null || true; fi
  for pid in $unshared $client; do
    kill "$pid" 2> /dev/null || true
    wait "$pid" 2> /dev/null || true
  done
  if [ "$before" ]; then
    echo "$before" | sysctl -q -p -
    [ "$(sysctl $settings)" = "$before" ] || echo "the settings of the machine were $before" >&2
  fi
  node=
  client=
  unshared=
  daemons=
  before=
}

# remove_cgroups: also those of the Docker engine; their processes have been killed
remove_cgroups() {
  for _ in $(seq 50); do
    ls -d /sys/fs/cgroup/*/"$cgroup" > /dev/null 2>&1 || return 0
    find /sys/fs/cgroup/*/"$cgroup" -depth -type d -exec rmdir {} + 2> /dev/null || true
    sleep 0.2
  done
  echo "control groups are left: $(echo /sys/fs/cgroup/*/"$cgroup")" >&2
}
