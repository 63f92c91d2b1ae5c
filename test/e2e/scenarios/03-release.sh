#!/usr/bin/env bash
# A new version with one migration.
# shellcheck source=SCRIPTDIR/../shop.sh
. "$(dirname "${BASH_SOURCE[0]}")/../shop.sh"

release 1.15.0 V6__products_add_rating.sql 'ALTER TABLE products ADD COLUMN rating integer;'
expect 'the sync' "$(synced catalog)" 'Succeeded: successfully synced (no more tasks)'
expect 'migrate' "$(verdict catalog-2-migrate)" '1 file applied'
expect 'verify' "$(verdict catalog-5-verify complete)" '1.15.0 passed verify'
expect 'the Deployment' "$(serving catalog)" 'ghcr.io/acme/catalog:1.15.0 2 ready'
