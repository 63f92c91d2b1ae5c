#!/usr/bin/env bash
# Compiles; commits and pushes what changed, and nothing else. MODE pull-request pushes to a branch of its own and opens a
# pull request. When somebody else pushed meanwhile, it takes theirs and compiles anew: generated files are never merged.
set -euo pipefail
cd "${ROOT:-.}"
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
[ -z "$(git status --porcelain -- .)" ] || fail "the work tree holds changes that are no commit. next: git status"
# Only where nobody is set: an App's own name stays.
git config user.name > /dev/null || git config user.name 'github-actions[bot]'
git config user.email > /dev/null || git config user.email '41898282+github-actions[bot]@users.noreply.github.com'

# git sends the token to this host only, and it stands in no file and no argument.
if [ -n "${GH_TOKEN:-}" ] && [ -n "${SERVER:-}" ]; then
  export GIT_CONFIG_COUNT=1
  export GIT_CONFIG_KEY_0="http.$SERVER/.extraheader"
  GIT_CONFIG_VALUE_0="AUTHORIZATION: basic $(printf 'x-access-token:%s' "$GH_TOKEN" | base64 | tr -d '\n')"
  export GIT_CONFIG_VALUE_0
fi

# What stood in the lock files before this push has shipped, also where a revert took them back. GitHub says zeros for a
# new branch; a commit that nobody can get any more is passed over.
shipped=()
if [[ "${BEFORE:-}" =~ ^[0-9a-f]{40}$ && "$BEFORE" != 0000000000000000000000000000000000000000 ]]; then
  git rev-parse --quiet --verify "$BEFORE^{commit}" > /dev/null \
    || git fetch --quiet --depth=1 origin "$BEFORE" 2> /dev/null \
    || echo "the commit before this push, $BEFORE, is not on the server any more"
  if git rev-parse --quiet --verify "$BEFORE^{commit}" > /dev/null; then shipped=(--base "$BEFORE"); fi
fi

# The work tree was clean, so of waves/ only the lock files can have changed. Returns 1 where nothing has; the caller asks
# for that, and bash would then go on after any other failure.
compile() {
  "$wavec" compile --format github "${shipped[@]}" || exit $?
  git add --all -- waves manifests || exit 2
  if git diff --cached --quiet -- waves manifests; then
    echo "manifests are current: nothing to commit"
    return 1
  fi
  git commit --quiet --message "$message" -- waves manifests || exit 2
}

push_to_target() {
  local attempt
  for ((attempt = 1; attempt <= attempts; attempt++)); do
    compile || return 0
    if git push --quiet origin "HEAD:refs/heads/$target"; then
      echo "pushed $(git rev-parse --short HEAD) to $target"
      return 0
    fi
    git fetch --quiet origin "refs/heads/$target"
    if [ "$(git rev-parse FETCH_HEAD)" = "$(git rev-parse HEAD^)" ]; then
      fail "$target refuses the push. next: give the job contents: write, or use mode: pull-request for a protected branch"
    fi
    echo "somebody else pushed to $target: attempt $attempt of $attempts"
    git reset --quiet --hard FETCH_HEAD
  done
  fail "$target moved on $attempts times. next: run the job again"
}

propose() {
  compile || return 0
  if git fetch --quiet origin "refs/heads/$proposal" 2> /dev/null \
    && git diff --quiet HEAD FETCH_HEAD && [ "$(git rev-parse HEAD^)" = "$(git rev-parse 'FETCH_HEAD^')" ]; then
    echo "$proposal holds this already"
  else
    # The branch is nobody's but this script's.
    git push --quiet --force origin "HEAD:refs/heads/$proposal"
    echo "pushed $(git rev-parse --short HEAD) to $proposal"
  fi
  if [ "$(gh pr list --head "$proposal" --base "$target" --state open --json number --jq length)" = 0 ]; then
    gh pr create --head "$proposal" --base "$target" --title "$message" \
      --body "manifests/ is what waves/ compiles to at $(git rev-parse --short HEAD^). Made by wavec; do not edit."
  fi
}

case "$mode" in
  commit) push_to_target ;;
  pull-request) propose ;;
  *) fail "there is no mode $mode" ;;
esac
