#!/usr/bin/env bash
# The pod of a migration is evicted in the middle of a statement: another pod finishes it, and the sync succeeds.
# shellcheck source=SCRIPTDIR/../shop.sh
. "$(dirname "${BASH_SOURCE[0]}")/../shop.sh"

release 1.16.0 V7__products_add_weight.sql 'ALTER TABLE products ADD COLUMN weight integer;
SELECT pg_sleep(20);'
begin catalog

running='{range .items[?(@.status.phase=="Running")]}{.metadata.name}{end}'
pod=
for ((waited = 0; waited < limit; waited += pause)); do
  pod=$(kubectl get pods --namespace shop --selector=wavec.dev/pipeline=catalog,wavec.dev/stage=migrate --output="jsonpath=$running")
  if [ -n "$pod" ]; then break; fi
  sleep "$pause"
done
expect 'the pod' "$pod" 'catalog-2-migrate-'
# It has to be in the statement, not before it.
sleep "$((pause * 2))"
printf '{"apiVersion":"policy/v1","kind":"Eviction","metadata":{"name":"%s","namespace":"shop"}}' "$pod" |
  kubectl create --raw "/api/v1/namespaces/shop/pods/$pod/eviction" --filename - > /dev/null

expect 'the sync' "$(finish catalog)" 'Succeeded: successfully synced (no more tasks)'
expect 'migrate' "$(verdict catalog-2-migrate)" '1 file applied'
expect 'no attempt is counted' "[$(kubectl get job catalog-2-migrate --namespace shop --output='jsonpath={.status.failed}')]" '[]'
expect 'the Deployment' "$(serving catalog)" 'ghcr.io/acme/catalog:1.16.0 2 ready'
