#!/usr/bin/env bash
# deadlines.sh SPEC: a minute for what fails in the scenarios, instead of the defaults.
set -euo pipefail
sed -i 's/^  deploy: { candidate:/  deploy: { deadline: 1m, candidate:/' "$1"
printf '  preflight: { deadline: 1m }\n' >> "$1"
grep --quiet 'deploy: { deadline: 1m' "$1"
