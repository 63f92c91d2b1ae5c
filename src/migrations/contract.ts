/**
 * Whether a migration declares that it removes something that older code uses: a line `-- wavec:contract` in its leading
 * comment. After it only the previous release and newer ones may start.
 */
export function isContract(text: string): boolean {
  const [head = ''] = /^(?:\s*--[^\n]*(?:\n|$))*/.exec(text) ?? []
  return /^\s*--\s*wavec:contract\s*$/m.test(head)
}
