import { maskCopyData } from '../migrations/copy-data.ts'

/**
 * What psql, Flyway and templates write into SQL that is not SQL, replaced by text of the same length, so that every
 * place stays where it is: `${schema}.orders` is read as `__schema_.orders`, a meta-command and COPY's data as spaces.
 */
export function maskForeign(text: string): string {
  let masked = maskCopyData(text)
  if (masked.includes('\\')) masked = masked.replaceAll(/^\\[a-zA-Z!?].*$/gm, blank)
  if (masked.includes('${')) masked = masked.replaceAll(/\$\{[^{}\n]+\}/g, asName)
  if (masked.includes('{{')) masked = masked.replaceAll(/\{\{[^{}\n]+\}\}/g, asName)
  return masked
}

/** A meta-command of psql that runs another file, which wavec does not read. */
export interface Elsewhere {
  readonly start: number
  readonly end: number
  readonly message: string
}

const elsewhere: Readonly<Record<string, string>> = {
  i: 'it runs another file, which is not read with this one',
  ir: 'it runs another file, which is not read with this one',
  include: 'it runs another file, which is not read with this one',
  include_relative: 'it runs another file, which is not read with this one',
  gexec: 'it runs what the query before it returns',
  '!': 'it runs a program',
}

export function elsewhereIn(text: string): readonly Elsewhere[] {
  if (!text.includes('\\')) return []
  const own = maskCopyData(text)
  return [...own.matchAll(/^\\(!|[a-z_]+).*$/gm)].flatMap(({ 0: found, 1: word = '', index }) => {
    const message = elsewhere[word]
    return message === undefined ? [] : [{ start: index, end: index + found.trimEnd().length, message }]
  })
}

/** psql's variables, `:name`, `:'name'`, `:"name"`: tried only where a statement is not readable otherwise. */
export function maskVariables(text: string): string {
  return text.replaceAll(/(?<![:\w])(:(?:[A-Za-z_]\w*|'\w+'|"\w+"))/g, asName)
}

function asName(found: string): string {
  return found.replaceAll(/\W/g, '_')
}

function blank(found: string): string {
  return found.replaceAll(/[^\n\r]/g, ' ')
}
