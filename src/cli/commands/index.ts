import type { Command } from '../command.ts'

/** One file a verb, one line here. Loaded when called: `--version` and `explain` need neither zod nor yaml. */
export const commands = {
  compile: async () => (await import('./compile.ts')).compile,
  check: async () => (await import('./check.ts')).check,
  set: async () => (await import('./set.ts')).set,
  diff: async () => (await import('./diff.ts')).diff,
  lint: async () => (await import('./lint.ts')).lint,
  audit: async () => (await import('./audit.ts')).audit,
  convert: async () => (await import('./convert.ts')).convert,
  graph: async () => (await import('./graph.ts')).graph,
  simulate: async () => (await import('./simulate.ts')).simulate,
  schema: async () => (await import('./schema.ts')).schema,
  run: async () => (await import('./run.ts')).run,
  rehearse: async () => (await import('./rehearse.ts')).rehearse,
  init: async () => (await import('./init.ts')).init,
  explain: async () => (await import('./explain.ts')).explain,
} as const satisfies Readonly<Record<string, () => Promise<Command>>>

export type Verb = keyof typeof commands

export const verbs = Object.keys(commands)

export function isVerb(word: string): word is Verb {
  return Object.hasOwn(commands, word)
}
