#!/usr/bin/env bash
# A migration that PostgreSQL refuses: the sync fails, the report says why, and the old pods serve. Its revert ends it, and
# its number is free again for 08.
# shellcheck source=SCRIPTDIR/../shop.sh
. "$(dirname "${BASH_SOURCE[0]}")/../shop.sh"

release 1.16.0 V7__products_add_depth.sql 'ALTER TABLE products ADD COLUMN depth txt;'
expect 'the sync' "$(synced catalog)" 'Failed: one or more synchronization tasks completed unsuccessfully'
expect 'preflight' "$(shown catalog catalog-1-preflight)" 'PreSync Succeeded'
expect 'migrate' "$(shown catalog catalog-2-migrate)" 'failed with exit code 4 matching FailJob rule'
expect 'the exit code' "$(verdict catalog-2-migrate)" '"exit":4'
expect 'the code' "$(verdict catalog-2-migrate)" '"code":"database/refused"'
expect 'deploy was not reached' "[$(shown catalog catalog-3-deploy)]" '[]'
expect 'the report' "$(shown catalog catalog-report)" 'SyncFail Succeeded'
expect 'the report says' "$(verdict catalog-report)" 'type \"txt\" does not exist (42704)'
expect 'the Deployment' "$(serving catalog)" 'ghcr.io/acme/catalog:1.15.0 2 ready'

revert
wavec set catalog --withdraw V7__products_add_depth.sql > /dev/null
commit 'withdraw V7'
expect 'the revert' "$(synced catalog)" 'Succeeded: successfully synced (no more tasks)'
expect 'migrate' "$(verdict catalog-2-migrate)" 'nothing to apply'
