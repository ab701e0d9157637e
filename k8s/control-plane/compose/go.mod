// Builds docker compose. The client of Kubernetes, which it could build images on, is that of ../kubernetes, which
// Go has compiled already: half of the work.
module storefront.example/control-plane/compose

go 1.26.0

require (
	github.com/docker/compose/v2 v2.40.3
	k8s.io/client-go v0.36.3
)
