import { convert as convertTree, type ConvertAnswer } from '../../project/convert.ts'
import { editedTexts } from '../../project/edited-texts.ts'
import { misused, wavec } from '../../project/usage.ts'
import { counted } from '../../report/index.ts'
import type { Answer, Command, Invocation } from '../command.ts'
import { namedManifests, stdin } from '../load-manifests.ts'
import { inShell } from '../root.ts'
import { writeTexts } from '../write-texts.ts'

export const convert: Command = {
  summary: 'turns Helm hooks and plain Jobs into Argo CD hooks, and says what then behaves differently',
  operand: 'PATH…',
  details: `PATH is as for audit. Prints the files that change, with the changes above them as comments; writes nothing without --write.
Comments, order and all other lines stay. Without a Helm hook or a plain Job there is nothing to convert.`,
  options: {},
  flags: { write: 'changes the files in place' },
  run: runConvert,
}

function runConvert(invocation: Invocation): Answer {
  const { operands, flags } = invocation
  const { tree, root, request } = namedManifests(operands, invocation, `${wavec} convert manifests`)
  const { changes, texts, edits, diagnostics } = convertTree(tree, request)
  if (changes.length === 0) {
    const missing = diagnostics.find(({ code }) => code === 'source/not-found')
    if (missing !== undefined) throw misused(missing.message, `${wavec} convert --help`)
    return { output: 'no Helm hook and no plain Job: nothing to convert\n', exit: 0 }
  }
  if (flags.has('write') && !texts.has(stdin)) {
    writeTexts(root, editedTexts(tree, edits))
    const list = changes.flatMap((change) => linesOf(change))
    const next = `${wavec} audit ${operands.map(inShell).join(' ')}`
    return { output: `${list.join('\n')}\n${counted(texts.size, 'file')} written\nnext: ${next}\n`, exit: 0 }
  }
  const kept = changes.filter(({ file }) => !texts.has(file)).flatMap((change) => linesOf(change))
  const parts = [...texts].map(([file, text]) => {
    const own = changes.filter((change) => change.file === file).flatMap((change) => linesOf(change))
    return [`# ${file}`, ...own.map((line) => `# ${line}`), text.replace(/^(?!---)/, '---\n')].join('\n')
  })
  return { output: [...kept.map((line) => `# ${line}\n`), ...parts].join(''), exit: 0 }
}

function linesOf({ id, outcome, notes }: ConvertAnswer['changes'][number]): readonly string[] {
  const [first = '', ...more] = notes
  return [`${id}${outcome === 'kept' ? ' (not converted)' : ''}: ${first}`, ...more.map((note) => `  ${note}`)]
}
