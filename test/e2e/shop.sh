# The repository under test, its syncs, and what a scenario may ask of them. Sourced, not run.
# shellcheck shell=bash
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
repository=$(cd "$here/../.." && pwd)
work=${E2E_WORK:-/tmp/wavec-e2e}
shop=$work/shop
# Seconds; Argo CD's own deadline for an operation is none.
limit=${E2E_LIMIT:-600}
pause=${E2E_PAUSE:-2}

wavec() { (cd "$shop" && "${E2E_WAVEC:-$repository/bin/wavec}" "$@"); }

in_git() { git -C "$shop" -c user.name=e2e -c user.email=e2e@wavec.invalid -c protocol.ext.allow=always "$@"; }

# expect WHAT ACTUAL PART: the first says what is compared, for the person who reads the log.
expect() {
  case "$2" in
    *"$3"*) printf '  ok      %s: %s\n' "$1" "$3" ;;
    *)
      printf '  FAILED  %s\n    expected  %s\n    found     %s\n' "$1" "$3" "$2" >&2
      return 1
      ;;
  esac
}

# commit MESSAGE: compiles, commits and pushes.
commit() {
  wavec compile > "$work/compile.txt" || { cat "$work/compile.txt" >&2 && return 1; }
  in_git add --all
  in_git commit --quiet --message="$1"
  in_git push --quiet origin main
}

# release RELEASE [FILE SQL]: of catalog, with a migration or without.
release() {
  wavec set catalog --release "$1" > /dev/null
  if [ $# -gt 1 ]; then printf '%s\n' "$3" > "$shop/waves/catalog/migrations/$2"; fi
  commit "catalog $1"
}

# revert: takes the last commit back.
revert() {
  in_git revert --no-commit HEAD
  commit 'revert'
}

# begin APPLICATION: starts a full sync of what was pushed, as `argocd app sync` does.
begin() {
  local revision
  revision=$(in_git rev-parse HEAD)
  kubectl patch application "$1" --namespace argocd --type=merge \
    --patch "{\"operation\":{\"initiatedBy\":{\"username\":\"e2e\"},\"sync\":{\"revision\":\"$revision\"}},\"status\":{\"operationState\":null}}" > /dev/null
}

# finish APPLICATION: waits for the end of the sync, and prints phase and message.
finish() {
  local phase
  for ((waited = 0; waited < limit; waited += pause)); do
    phase=$(kubectl get application "$1" --namespace argocd --output='jsonpath={.status.operationState.phase}')
    case "$phase" in
      Succeeded | Failed | Error)
        kubectl get application "$1" --namespace argocd --output='jsonpath={.status.operationState.phase}: {.status.operationState.message}'
        return
        ;;
    esac
    sleep "$pause"
  done
  printf 'the sync of %s did not end within %s s: %s\n' "$1" "$limit" "$phase"
}

synced() { begin "$1" && finish "$1"; }

# shown APPLICATION NAME: what Argo CD shows of an object in its last sync; empty if that sync did not reach it.
shown() {
  kubectl get application "$1" --namespace argocd \
    --output="jsonpath={range .status.operationState.syncResult.resources[?(@.name==\"$2\")]}{.syncPhase} {.hookPhase}: {.message}{end}"
}

# verdict JOB [CONTAINER]: what wavec left behind in the newest pod of the Job.
verdict() {
  kubectl get pods --namespace shop --selector="batch.kubernetes.io/job-name=$1" --sort-by=.metadata.creationTimestamp \
    --output="jsonpath={.items[-1:].status.containerStatuses[?(@.name==\"${2:-wavec}\")].state.terminated.message}"
}

# serving NAME: the image that the Deployment asks for, and how many pods are ready.
serving() {
  kubectl get deployment "$1" --namespace shop --output='jsonpath={.spec.template.spec.containers[0].image} {.status.readyReplicas} ready'
}
