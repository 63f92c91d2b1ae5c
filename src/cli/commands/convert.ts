import { convert as convertManifests, type Change } from '../../audit/convert/index.ts'
import { compare } from '../../diagnostic/diagnostic.ts'
import { applyEdits } from '../../diagnostic/apply-edits.ts'
import type { Answer, Command, Invocation } from '../command.ts'
import { editedTexts } from '../../project/edited-texts.ts'
import { writeTexts } from '../write-texts.ts'
import { loadFromPaths, stdin } from '../load-manifests.ts'
import { inShell } from '../root.ts'
import { misused, wavec } from '../../project/usage.ts'
import { counted } from '../../report/wording.ts'

export const convert: Command = {
  summary: 'Helm hooks and plain Jobs become hooks of Argo CD; says what then behaves differently',
  operand: 'PATH…',
  details: `PATH is as for audit. Prints the files that change, with the changes above them as comments; nothing is written without
--write. Comments, order and all other lines stay. Without a Helm hook or a plain Job there is nothing to convert.`,
  options: {},
  flags: { write: 'changes the files in place' },
  run: runConvert,
}

function runConvert(invocation: Invocation): Answer {
  const { operands, flags } = invocation
  const sources = loadFromPaths(operands, invocation, `${wavec} convert manifests`)
  const { edits, changes } = convertManifests(sources.units, sources.textOf)
  const files = [...new Set(edits.map(({ span }) => span.file))].sort(compare)
  if (changes.length === 0) {
    const missing = sources.diagnostics.find(({ code }) => code === 'source/not-found')
    if (missing !== undefined) throw misused(missing.message, `${wavec} convert --help`)
    return { output: 'no Helm hook and no plain Job: nothing to convert\n', exit: 0 }
  }
  const texts = new Map(
    files.map((file) => [
      file,
      applyEdits(
        sources.textOf(file) ?? '',
        edits.filter(({ span }) => span.file === file),
      ),
    ]),
  )
  const paths = operands.map(inShell).join(' ')
  if (flags.has('write') && !files.includes(stdin)) {
    writeTexts(sources.root, editedTexts(sources.tree, edits))
    const list = changes.flatMap((change) => told(change))
    return {
      output: `${list.join('\n')}\n${counted(files.length, 'file')} written\nnext: ${wavec} audit ${paths}\n`,
      exit: 0,
    }
  }
  const kept = changes.filter(({ file }) => !texts.has(file)).flatMap((change) => told(change))
  const parts = [...texts].map(([file, text]) => {
    const own = changes.filter((change) => change.file === file).flatMap((change) => told(change))
    return [`# ${file}`, ...own.map((line) => `# ${line}`), text.replace(/^(?!---)/, '---\n')].join('\n')
  })
  return { output: [...kept.map((line) => `# ${line}\n`), ...parts].join(''), exit: 0 }
}

function told({ id, outcome, notes }: Change): readonly string[] {
  const [first = '', ...more] = notes
  return [`${id}${outcome === 'kept' ? ' (not converted)' : ''}: ${first}`, ...more.map((note) => `  ${note}`)]
}
