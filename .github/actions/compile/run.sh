#!/usr/bin/env bash
# Chooses the script. MODE auto: check where a pull request asks, commit elsewhere. What comes from a fork is only ever
# checked: its token can't write, and its code must not be given one that can.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
export WAVEC="${WAVEC:-$here/../../../bin/wavec}"
mode="${MODE:-auto}"
if [ "$mode" = auto ]; then
  case "${EVENT:-}" in
    pull_request) mode=check ;;
    push | schedule | workflow_dispatch) mode=commit ;;
    *)
      echo "::error::wavec: event ${EVENT:-none} has no mode of its own. next: set mode to check, commit or pull-request"
      exit 2
      ;;
  esac
fi
case "$mode" in
  check) exec bash "$here/check.sh" ;;
  commit | pull-request)
    if [ "${EVENT:-}" = pull_request ] || [ "${EVENT:-}" = pull_request_target ]; then
      echo "::error::wavec: mode $mode on a pull request would push code that nobody has reviewed. next: mode: check"
      exit 2
    fi
    MODE="$mode" exec bash "$here/commit.sh"
    ;;
  *)
    echo "::error::wavec: there is no mode $mode. next: set mode to auto, check, commit or pull-request"
    exit 2
    ;;
esac
