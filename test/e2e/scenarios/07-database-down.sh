#!/usr/bin/env bash
# Nothing answers at the database: preflight gives up, and the report ends without it.
# shellcheck source=SCRIPTDIR/../shop.sh
. "$(dirname "${BASH_SOURCE[0]}")/../shop.sh"

lead_to() { kubectl patch service postgres --namespace database --type=merge --patch "{\"spec\":{\"selector\":{\"app.kubernetes.io/name\":\"$1\"}}}" > /dev/null; }

lead_to nowhere
trap 'lead_to postgres' EXIT
expect 'the sync' "$(synced catalog)" 'Failed: one or more synchronization tasks completed unsuccessfully'
expect 'preflight' "$(shown catalog catalog-1-preflight)" 'PreSync Failed: Job has reached the specified backoff limit'
expect 'the exit code' "$(verdict catalog-1-preflight)" '"exit":75'
expect 'the code' "$(verdict catalog-1-preflight)" '"code":"database/unreachable"'
expect 'migrate was not reached' "[$(shown catalog catalog-2-migrate)]" '[]'
expect 'the report says' "$(verdict catalog-report)" "can't connect to catalog_migrator@"
expect 'the Deployment' "$(serving catalog)" 'ghcr.io/acme/catalog:1.15.0 2 ready'

lead_to postgres
expect 'the next sync' "$(synced catalog)" 'Succeeded: successfully synced (no more tasks)'
