/**
 * Whether a migration says of itself that it takes something away that older code uses: `-- wavec:contract` on a line of
 * its own in the comment that it starts with. What it means: no release older than the one before may start afterwards.
 */
export function isContract(text: string): boolean {
  const [head = ''] = /^(?:\s*--[^\n]*(?:\n|$))*/.exec(text) ?? []
  return /^\s*--\s*wavec:contract\s*$/m.test(head)
}
