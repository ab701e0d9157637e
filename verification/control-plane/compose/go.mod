// Builds docker compose, with the Kubernetes client of ../kubernetes, which Go has already compiled; saves half of the
// build.
module storefront.example/control-plane/compose

go 1.26.0

require (
	github.com/docker/compose/v2 v2.40.3
	k8s.io/client-go v0.36.3
)
