/** One input with its label: whether a person who reviews it would call it a credential. */
export interface Case {
  /** How the credential is written; the measure is printed by it. */
  readonly kind: string
  readonly name: string
  /** YAML of an object, or a file with its name. */
  readonly input: { readonly yaml: string } | { readonly file: string; readonly text: string }
}

/** Invented, and in no word list. */
export const made = 'Tr0ub4dor-x9Q2'

const header = 'apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec: { containers: [ { name: c, image: x/y:1, '

/** A container with these fields, written as JSON, which YAML includes. */
export function container(fields: object): Case['input'] {
  return { yaml: `${header}${JSON.stringify(fields).slice(1, -1)} } ] }\n` }
}

export function env(name: string, value: string | number): Case['input'] {
  return container({ env: [{ name, value }] })
}

export function args(...words: readonly string[]): Case['input'] {
  return container({ args: words })
}

export function shell(script: string): Case['input'] {
  return container({ command: ['sh', '-c', script] })
}

export function configMap(data: Readonly<Record<string, string>>, more: object = {}): Case['input'] {
  return { yaml: JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' }, data, ...more }) }
}

export function secret(fields: object): Case['input'] {
  return { yaml: JSON.stringify({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 's' }, ...fields }) }
}

export function object(kind: string, spec: object, metadata: object = {}): Case['input'] {
  return { yaml: JSON.stringify({ apiVersion: 'x.example/v1', kind, metadata: { name: 'o', ...metadata }, spec }) }
}

export function sql(text: string): Case['input'] {
  return { file: 'V1__x.sql', text }
}

export function file(name: string, text: string): Case['input'] {
  return { file: name, text }
}

export function base64(text: string): string {
  return Buffer.from(text).toString('base64')
}

export function cases(kind: string, inputs: Readonly<Record<string, Case['input']>>): readonly Case[] {
  return Object.entries(inputs).map(([name, input]) => ({ kind, name, input }))
}
