#!/usr/bin/env bash
# The first sync of catalog: every stage succeeds, and the workload serves.
# shellcheck source=SCRIPTDIR/../shop.sh
. "$(dirname "${BASH_SOURCE[0]}")/../shop.sh"

expect 'the sync' "$(synced catalog)" 'Succeeded: successfully synced (no more tasks)'
for stage in 1-preflight 2-migrate 3-deploy 4-smoke-test; do
  expect "$stage" "$(shown catalog "catalog-$stage")" 'PreSync Succeeded: Reached expected number of succeeded pods'
done
expect 'verify' "$(shown catalog catalog-5-verify)" 'PostSync Succeeded: Reached expected number of succeeded pods'
expect 'migrate' "$(verdict catalog-2-migrate)" '6 files applied'
expect 'the candidate' "$(verdict catalog-3-deploy)" 'stayed ready for 10 s'
expect 'verify' "$(verdict catalog-5-verify complete)" 'the release is complete'
expect 'the Deployment' "$(serving catalog)" 'ghcr.io/acme/catalog:1.14.0 2 ready'
