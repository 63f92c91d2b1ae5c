import type { Credential } from './credential.ts'

/** One finding for a place, the first of those that overlap. */
export function distinct(found: readonly Credential[]): readonly Credential[] {
  if (found.length < 2) return found
  const kept: Credential[] = []
  let end = -1
  for (const each of found.toSorted((a, b) => a.start - b.start)) {
    if (each.start < end) continue
    kept.push(each)
    end = each.end
  }
  return kept
}
