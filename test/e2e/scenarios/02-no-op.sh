#!/usr/bin/env bash
# The same commit again: nothing is applied, and nothing that serves is touched.
# shellcheck source=SCRIPTDIR/../shop.sh
. "$(dirname "${BASH_SOURCE[0]}")/../shop.sh"

expect 'the sync' "$(synced catalog)" 'Succeeded: successfully synced (no more tasks)'
expect 'migrate' "$(verdict catalog-2-migrate)" 'nothing to apply'
expect 'the Deployment' "$(serving catalog)" 'ghcr.io/acme/catalog:1.14.0 2 ready'
