import { isListed, type ListedCode } from '../diagnostic/codes.ts'

/** What a schema says about a wrong value, carried through zod's message string. */
export interface Coded {
  readonly code: ListedCode
  readonly message: string
  readonly help: string | undefined
}

const separator = '\u0000'

/** Packs a code, a message and a help line into one zod message. */
export function coded(code: ListedCode, message: string, help = ''): string {
  return [code, message, help].join(separator)
}

/** Undefined for a message of zod's own. */
export function decode(text: string): Coded | undefined {
  const [code, message, help] = text.split(separator)
  if (code === undefined || message === undefined || !isListed(code)) return undefined
  return { code, message, help: help === '' ? undefined : help }
}

/** The `error` of a pattern: what the value is not, and how it is written. */
export function wants(what: string, example: string) {
  return {
    error: ({ input }: { readonly input?: unknown }) =>
      coded('spec/bad-value', `"${String(input)}" is not ${what}`, `write it like ${example}`),
  } as const
}
