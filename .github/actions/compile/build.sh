#!/usr/bin/env bash
# Builds the wavec that lies beside this action, unless somebody has.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."
[ -f bin/main.cjs ] && [ -f bin/compile.cjs ] || npm ci --no-audit --no-fund
