import { isPlainSafe, quoteText } from '../manifest/quote.ts'

/** YAML in flow style, as a user would write it on one line, without undefined fields. */
export type Flow = string | number | boolean | readonly Flow[] | { readonly [key: string]: Flow | undefined }

export function flow(value: Flow): string {
  if (typeof value === 'string') return word(value)
  if (typeof value !== 'object') return String(value)
  if (isList(value)) return `[${value.map(flow).join(', ')}]`
  const fields = Object.entries(value).flatMap(([key, field]) =>
    field === undefined ? [] : [`${word(key)}: ${flow(field)}`],
  )
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`
}

function isList(value: Flow): value is readonly Flow[] {
  return Array.isArray(value)
}

/** Unquoted only if neither flow style nor YAML 1.1 reads it as something else. */
function word(text: string): string {
  if (/^(\.\.\/)+[\w./-]+$/.test(text)) return text
  const isBare = /^[A-Za-z_/][\w./-]*$|^https?:\/\/[\w.-]+(:\d+)?$/.test(text)
  return isBare && isPlainSafe(text) ? text : quoteText(text)
}
