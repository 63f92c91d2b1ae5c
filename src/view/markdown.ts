import { visible } from '../diagnostic/visible.ts'

/**
 * A contributor's text within a line of Markdown (GitHub Flavored Markdown 0.29): it reads as it was written and makes no
 * link, image, heading, HTML, formula or mention. `@` is code: escaped or as an entity it would still link an address and
 * notify a user, since both are looked for in the text that is left.
 */
export function markdownText(text: string): string {
  return visible(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(/[\\`*_[\]|~$]/g, String.raw`\$&`)
    .replaceAll('://', '&#58;//')
    .replaceAll(/(www)\./gi, String.raw`$1\.`)
    .replaceAll('@', '`@`')
}

/** Text in a code span, also within a cell of a table (GFM 4.10, 6.3). */
export function codeSpan(text: string): string {
  const shown = visible(text).replaceAll('|', String.raw`\|`)
  const fence = '`'.repeat(longestRun(shown, 0) + 1)
  // A blank on both sides is taken away again, and parts a backtick at an end from the fence.
  const pad = /^`|`$|^ .* $/.test(shown) ? ' ' : ''
  return `${fence}${pad}${shown}${pad}${fence}`
}

/** Lines in a block that nothing in them ends. */
export function fencedBlock(language: string, lines: readonly string[]): readonly string[] {
  const shown = lines.map((line) => visible(line))
  const fence = '`'.repeat(Math.max(...shown.map((line) => longestRun(line, 2))) + 1)
  return [`${fence}${language}`, ...shown, fence]
}

/** Text within an HTML comment. */
export function commentText(text: string): string {
  return visible(text).replaceAll('>', '&gt;')
}

function longestRun(text: string, atLeast: number): number {
  return Math.max(atLeast, ...(text.match(/`+/g) ?? []).map(({ length }) => length))
}
