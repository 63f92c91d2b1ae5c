#!/usr/bin/env bash
# orders: Flyway, TLS that is verified, ExternalSecrets, a candidate of two containers; then the same commit again.
# shellcheck source=SCRIPTDIR/../shop.sh
. "$(dirname "${BASH_SOURCE[0]}")/../shop.sh"

expect 'the first sync' "$(synced orders)" 'Succeeded: successfully synced (no more tasks)'
expect 'migrate' "$(verdict orders-2-migrate)" '4 expectations are met'
expect 'the candidate' "$(verdict orders-3-deploy)" 'stayed ready for 20 s'
expect 'verify' "$(verdict orders-5-verify complete)" 'the release is complete'

expect 'the same again' "$(synced orders)" 'Succeeded: successfully synced (no more tasks)'
expect 'migrate' "$(verdict orders-2-migrate)" '4 expectations are met'
