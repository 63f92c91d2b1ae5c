import type { Diagnostic, Span } from '../diagnostic/diagnostic.ts'
import type { Report } from './report.ts'

/** The texts with marks of the same length in place of what the findings call secret, so that all places stay. */
export function withoutSecrets({ diagnostics, textOf }: Pick<Report, 'diagnostics' | 'textOf'>): Report['textOf'] {
  const spans = secretsOf(diagnostics)
  if (spans.size === 0) return textOf
  const masked = new Map<string, string | undefined>()
  return (file) => {
    const own = spans.get(file)
    if (own === undefined) return textOf(file)
    if (!masked.has(file)) masked.set(file, without(textOf(file), own))
    return masked.get(file)
  }
}

function secretsOf(diagnostics: readonly Diagnostic[]): ReadonlyMap<string, readonly Span[]> {
  const spans = new Map<string, Span[]>()
  for (const { secret = [] } of diagnostics) {
    for (const span of secret) {
      const known = spans.get(span.file)
      if (known === undefined) spans.set(span.file, [span])
      else known.push(span)
    }
  }
  return spans
}

function without(text: string | undefined, spans: readonly Span[]): string | undefined {
  if (text === undefined) return undefined
  let masked = ''
  let from = 0
  for (const { start, end } of spans.toSorted((a, b) => a.start - b.start)) {
    const begin = Math.max(from, start)
    if (end <= begin) continue
    masked += text.slice(from, begin) + marked(text.slice(begin, end))
    from = end
  }
  return masked + text.slice(from)
}

/** All but the quotes around a value, the mark before a block, and space, so that the line keeps its shape. */
function marked(secret: string): string {
  const [, open = '', inner = '', close = ''] = /^(["']|[|>][-+\d]*(?=\n))?([^]*?)(["'])?$/.exec(secret) ?? []
  return open + inner.replaceAll(/\S/gu, (each) => '*'.repeat(each.length)) + close
}
