#!/usr/bin/env bash
# Findings as annotations, the whole report and the waves' diff in the job's summary. Fails where wavec check does.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/safe.sh"
wavec="${WAVEC:?the launcher}"
# actions/checkout with fetch-depth: 2 brings the first parent of the merge commit: the branch that is merged into. What
# its pipeline.lock files hold has shipped.
base="${BASE:-HEAD^1}"
shipped=()
if repository rev-parse --quiet --verify --end-of-options "$base^{commit}" > /dev/null; then
  shipped=(--base "$base")
fi
status=0
"$wavec" check --format github "${shipped[@]}" || status=$?

report=$(mktemp)
shown=$(mktemp)
trap 'rm -f "$report" "$shown"' EXIT

# What a command prints, in a block that no line of it ends.
fenced() {
  "$@" > "$shown" 2>&1 || true
  local fence longest
  longest=$(grep -o '`*' "$shown" | awk '{ if (length > most) most = length } END { print most + 0 }')
  fence=$(printf '`%.0s' $(seq $((longest < 3 ? 3 : longest + 1))))
  printf '%stext\n' "$fence"
  cat "$shown"
  printf '%s\n' "$fence"
}

{
  if [ "$status" = 0 ]; then
    echo "### wavec: manifests are current"
  else
    printf '### wavec: check ended with exit code %s\n\n' "$status"
    fenced "$wavec" check "${shipped[@]}"
  fi
  if [ "${#shipped[@]}" -gt 0 ]; then
    printf '\n### What this changes, by wave\n\n'
    fenced "$wavec" diff "${shipped[@]}"
    # GitHub draws mermaid. Five pictures are a help; fifty would hide what stands above. The names of pipelines and
    # environments are DNS labels; another folder of manifests/ is not wavec's.
    repository diff --name-only --relative="$prefix" "$base" -- "${prefix}manifests" | cut -d/ -f1-3 | sort -u \
      | { grep -E '^manifests(/[a-z0-9-]+){2}$' || true; } | while read -r folder; do
        if [ -f "$folder/kustomization.yaml" ]; then echo "$folder"; fi
      done | head -n 5 | while read -r folder; do
        printf '\n<details><summary>The waves of %s</summary>\n\n```mermaid\n' "$folder"
        "$wavec" graph "$folder" || true
        printf '```\n</details>\n'
      done
  else
    printf '\nNo diff: %s is not here. next: actions/checkout with fetch-depth: 2\n' "$base"
  fi
} > "$report"
# GitHub takes no summary of more than 1 MiB.
if [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then
  head -c 1000000 "$report" >> "$GITHUB_STEP_SUMMARY"
else
  cat "$report"
fi
exit "$status"
