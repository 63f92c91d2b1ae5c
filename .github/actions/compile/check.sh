#!/usr/bin/env bash
# Findings as annotations, the whole report and the waves' diff in the job's summary. Fails where wavec check does.
set -euo pipefail
cd "${ROOT:-.}"
wavec="${WAVEC:?the launcher}"
# actions/checkout with fetch-depth: 2 brings the first parent of the merge commit: the branch that is merged into. What
# its pipeline.lock files hold has shipped.
base="${BASE:-HEAD^1}"
shipped=()
if git rev-parse --quiet --verify "$base^{commit}" > /dev/null; then
  shipped=(--base "$base")
fi
status=0
"$wavec" check --format github "${shipped[@]}" || status=$?

report=$(mktemp)
trap 'rm -f "$report"' EXIT
# Longer than any run of backticks that a manifest is likely to hold.
fence='``````````'
{
  if [ "$status" = 0 ]; then
    echo "### wavec: manifests are current"
  else
    printf '### wavec: check ended with exit code %s\n\n%s\n' "$status" "$fence"
    "$wavec" check "${shipped[@]}" || true
    printf '%s\n' "$fence"
  fi
  if [ "${#shipped[@]}" -gt 0 ]; then
    printf '\n### What this changes, by wave\n\n%s\n' "$fence"
    "$wavec" diff "${shipped[@]}" 2>&1 || true
    printf '%s\n' "$fence"
    # GitHub draws mermaid. Five pictures are a help; fifty would hide what stands above.
    git diff --name-only "$base" -- manifests | cut -d/ -f1-3 | sort -u | while read -r folder; do
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
