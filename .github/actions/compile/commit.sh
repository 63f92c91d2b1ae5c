#!/usr/bin/env bash
# Compiles; commits and pushes what changed, and nothing else. MODE pull-request pushes to a branch of its own and opens a
# pull request. When somebody else pushed meanwhile, it takes theirs and compiles anew: generated files are never merged.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/safe.sh"
wavec="${WAVEC:?the launcher}"
target="${TARGET:?the branch that is compiled}"
proposal="${PROPOSAL:-wavec/manifests}"
mode="${MODE:-commit}"
attempts="${ATTEMPTS:-5}"
message='Compile manifests'

fail() {
  echo "::error::wavec: $1"
  exit 2
}

[ "$proposal" != "$target" ] || [ "$mode" = commit ] || fail "the proposal can't be pushed to $target itself"
[ -z "$(repository status --porcelain -- "${prefix:-.}")" ] || fail "the work tree holds changes that are no commit. next: git status"
# Only where nobody is set: an App's own name stays.
repository config user.name > /dev/null || repository config user.name 'github-actions[bot]'
repository config user.email > /dev/null || repository config user.email '41898282+github-actions[bot]@users.noreply.github.com'

# git push and git fetch, with the token. It is sent to this host only, and it stands in no file and no argument.
remote() (
  if [ -n "$token" ] && [ -n "${SERVER:-}" ]; then
    setting "http.$SERVER/.extraheader" "AUTHORIZATION: basic $(printf 'x-access-token:%s' "$token" | base64 | tr -d '\n')"
  fi
  repository "$@"
)

# gh asks git for the repository, and so starts where git does.
github() (
  cd "$top"
  if [ -n "$token" ]; then export GH_TOKEN="$token"; fi
  exec gh "$@"
)

# What stood in the lock files before this push has shipped, also where a revert took them back. GitHub says zeros for a
# new branch; a commit that nobody can get any more is passed over.
shipped=()
if [[ "${BEFORE:-}" =~ ^[0-9a-f]{40}$ && "$BEFORE" != 0000000000000000000000000000000000000000 ]]; then
  repository rev-parse --quiet --verify "$BEFORE^{commit}" > /dev/null \
    || remote fetch --quiet --depth=1 origin "$BEFORE" 2> /dev/null \
    || echo "the commit before this push, $BEFORE, is not on the server any more"
  if repository rev-parse --quiet --verify "$BEFORE^{commit}" > /dev/null; then shipped=(--base "$BEFORE"); fi
fi

# The work tree was clean, so of waves/ only the lock files can have changed. Returns 1 where nothing has; the caller asks
# for that, and bash would then go on after any other failure.
compile() {
  "$wavec" compile --format github "${shipped[@]}" || exit $?
  repository add --all -- "${prefix}waves" "${prefix}manifests" || exit 2
  if repository diff --cached --quiet -- "${prefix}waves" "${prefix}manifests"; then
    echo "manifests are current: nothing to commit"
    return 1
  fi
  repository commit --quiet --message "$message" -- "${prefix}waves" "${prefix}manifests" || exit 2
}

push_to_target() {
  local attempt
  for ((attempt = 1; attempt <= attempts; attempt++)); do
    compile || return 0
    if remote push --quiet origin "HEAD:refs/heads/$target"; then
      echo "pushed $(repository rev-parse --short HEAD) to $target"
      return 0
    fi
    remote fetch --quiet origin "refs/heads/$target"
    if [ "$(repository rev-parse FETCH_HEAD)" = "$(repository rev-parse HEAD^)" ]; then
      fail "$target refuses the push. next: give the job contents: write, or use mode: pull-request for a protected branch"
    fi
    echo "somebody else pushed to $target: attempt $attempt of $attempts"
    repository reset --quiet --hard FETCH_HEAD
  done
  fail "$target moved on $attempts times. next: run the job again"
}

propose() {
  compile || return 0
  if remote fetch --quiet origin "refs/heads/$proposal" 2> /dev/null \
    && repository diff --quiet HEAD FETCH_HEAD && [ "$(repository rev-parse HEAD^)" = "$(repository rev-parse 'FETCH_HEAD^')" ]; then
    echo "$proposal holds this already"
  else
    # The branch is nobody's but this script's.
    remote push --quiet --force origin "HEAD:refs/heads/$proposal"
    echo "pushed $(repository rev-parse --short HEAD) to $proposal"
  fi
  if [ "$(github pr list --head "$proposal" --base "$target" --state open --json number --jq length)" = 0 ]; then
    github pr create --head "$proposal" --base "$target" --title "$message" \
      --body "manifests/ is what waves/ compiles to at $(repository rev-parse --short HEAD^). Made by wavec; do not edit."
  fi
}

case "$mode" in
  commit) push_to_target ;;
  pull-request) propose ;;
  *) fail "there is no mode $mode" ;;
esac
