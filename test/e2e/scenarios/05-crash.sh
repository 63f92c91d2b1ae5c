#!/usr/bin/env bash
# A version that exits at once: the candidate finds it, and the report quotes what it wrote.
# shellcheck source=SCRIPTDIR/../shop.sh
. "$(dirname "${BASH_SOURCE[0]}")/../shop.sh"

release 2.0.0-crash
expect 'the sync' "$(synced catalog)" 'Failed: one or more synchronization tasks completed unsuccessfully'
expect 'migrate' "$(shown catalog catalog-2-migrate)" 'PreSync Succeeded'
expect 'deploy' "$(shown catalog catalog-3-deploy)" 'PreSync Failed'
expect 'smoke-test was not reached' "[$(shown catalog catalog-4-smoke-test)]" '[]'
expect 'the report names the Job' "$(verdict catalog-report)" 'catalog-3-deploy'
expect 'the Deployment' "$(serving catalog)" 'ghcr.io/acme/catalog:1.15.0 2 ready'

revert
expect 'the revert' "$(synced catalog)" 'Succeeded: successfully synced (no more tasks)'
