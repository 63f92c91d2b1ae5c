#!/usr/bin/env bash
# After a failure: what a person would look at first.
set -uo pipefail
kubectl get applications --namespace argocd --output=yaml
kubectl get jobs,pods,deployments --namespace shop --output=wide
kubectl get events --namespace shop --sort-by=.lastTimestamp
for job in $(kubectl get jobs --namespace shop --output=name); do
  printf '\n== %s\n' "$job"
  kubectl logs "$job" --namespace shop --all-containers --prefix --tail=50
done
