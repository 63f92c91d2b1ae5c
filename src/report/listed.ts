/** A few names as they are; many by kind, `4 NetworkPolicy, ConfigMap/orders`, in the order of the first of each. */
export function listed(names: readonly string[]): string {
  if (names.length <= 3) return names.join(', ')
  const kinds = new Map<string, string[]>()
  for (const name of names) {
    const kind = name.slice(0, name.indexOf('/'))
    kinds.set(kind, [...(kinds.get(kind) ?? []), name])
  }
  return [...kinds].map(([kind, own]) => (own.length === 1 ? own.join('') : `${own.length} ${kind}`)).join(', ')
}
