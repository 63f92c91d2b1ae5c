#!/usr/bin/env bash
# A rollback is a release: the schema stays one migration ahead, and the version before serves again.
# shellcheck source=SCRIPTDIR/../shop.sh
. "$(dirname "${BASH_SOURCE[0]}")/../shop.sh"

revert
expect 'the sync' "$(synced catalog)" 'Succeeded: successfully synced (no more tasks)'
expect 'migrate' "$(verdict catalog-2-migrate)" 'nothing to apply, 1 newer than this release'
expect 'the Deployment' "$(serving catalog)" 'ghcr.io/acme/catalog:1.15.0 2 ready'
