import type { OutputFile, Parameterised } from './parameters.ts'

/**
 * A CommonJS program that only writes: node:fs, the texts in the program itself, no parsing, no checks, no staging. It
 * writes the same bytes as wavec below the working directory, so its time is the lower bound for any compiler.
 */
export function bareNodeProgram({ shapes, services }: Parameterised, index: readonly OutputFile[]): string {
  return `'use strict'
const { mkdirSync, writeFileSync } = require('node:fs')
const shapes = [
${shapes.map(({ code }) => `(v) => ${code},`).join('\n')}
]
const services = [
${services.map(({ shape, values }) => `[${shape}, ${JSON.stringify(values)}],`).join('\n')}
]
const made = new Set()
for (const [shape, v] of services) for (const [path, text] of shapes[shape](v)) write(path, text)
for (const [path, text] of ${JSON.stringify(index)}) write(path, text)

function write(path, text) {
  const folder = path.slice(0, path.lastIndexOf('/'))
  if (!made.has(folder)) mkdirSync(folder, { recursive: true })
  made.add(folder)
  writeFileSync(path, text)
}
`
}
