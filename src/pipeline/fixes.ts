import type { ListedCode } from '../diagnostic/codes.ts'
import type { Diagnostic, Span } from '../diagnostic/diagnostic.ts'

export interface Mistake {
  readonly code: ListedCode
  readonly value: unknown
  readonly span: Span
  /** The text at the span. */
  readonly source: string
  readonly wantsText: boolean
}

/** What a person should write instead, where the text of the file leaves no doubt; replaces the schema's words. */
export function fixesOf(mistake: Mistake): Partial<Pick<Diagnostic, 'message' | 'help' | 'fix'>> {
  const { code, value, source } = mistake
  if (code === 'spec/release-unquoted') {
    return {
      message: `YAML reads ${source} as ${asYaml(value)}`,
      ...edit(mistake, `"${source}"`, 'write it in quotes'),
    }
  }
  if (code === 'spec/bare-duration') return edit(mistake, `${String(value)}s`, 'for seconds write')
  const quotable = typeof value === 'number' || typeof value === 'boolean'
  if (code === 'spec/wrong-type' && mistake.wantsText && quotable)
    return edit(mistake, `"${source}"`, 'write it in quotes')
  return {}
}

function edit({ span }: Mistake, text: string, title: string): Pick<Diagnostic, 'help' | 'fix'> {
  const line = `${title}: ${text}`
  return { help: line, fix: { title: line, edits: [{ span, text }] } }
}

function asYaml(value: unknown): string {
  if (value === Infinity || value === -Infinity) return 'infinity'
  return typeof value === 'boolean' ? 'a truth value, not as text' : `the number ${String(value)}`
}
