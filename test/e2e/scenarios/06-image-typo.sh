#!/usr/bin/env bash
# An image that does not exist: the report names it.
# shellcheck source=SCRIPTDIR/../shop.sh
. "$(dirname "${BASH_SOURCE[0]}")/../shop.sh"

release 9.9.9-missing
expect 'the sync' "$(synced catalog)" 'Failed: one or more synchronization tasks completed unsuccessfully'
expect 'the report names the image' "$(verdict catalog-report)" 'ghcr.io/acme/catalog:9.9.9-missing'
expect 'the Deployment' "$(serving catalog)" 'ghcr.io/acme/catalog:1.15.0 2 ready'

revert
expect 'the revert' "$(synced catalog)" 'Succeeded: successfully synced (no more tasks)'
