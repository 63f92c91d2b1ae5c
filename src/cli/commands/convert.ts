import { convert as convertTree, type ConvertAnswer } from '../../project/convert.ts'
import { linesIn, written } from '../../diagnostic/line.ts'
import { editedTexts } from '../../project/edited-texts.ts'
import { misused, wavec } from '../../project/usage.ts'
import { counted } from '../../report/index.ts'
import { alone } from '../alone.ts'
import type { Answer, Command, Invocation } from '../command.ts'
import { shellWord } from '../../diagnostic/shell-word.ts'
import { namedManifests, stdinName, type NamedManifests } from '../load-manifests.ts'
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

function runConvert(invocation: Invocation): Answer | Promise<Answer> {
  const named = namedManifests(invocation.operands, invocation, `${wavec} convert manifests`)
  const work = (): Answer => converted(named, invocation)
  return invocation.flags.has('write') ? alone(named.root, work) : work()
}

function converted({ tree, root, request }: NamedManifests, { operands, flags }: Invocation): Answer {
  const { changes, texts, edits, diagnostics } = convertTree(tree, request)
  if (changes.length === 0) {
    const missing = diagnostics.find(({ code }) => code === 'source/not-found')
    if (missing !== undefined) throw misused(missing.message, `${wavec} convert --help`)
    return { output: ['no Helm hook and no plain Job: nothing to convert'], exit: 0 }
  }
  if (flags.has('write') && !texts.has(stdinName)) {
    writeTexts(root, editedTexts(tree, edits))
    const list = changes.flatMap((change) => linesOf(change))
    const next = `${wavec} audit ${operands.map(shellWord).join(' ')}`
    return { output: [...list, `${counted(texts.size, 'file')} written`, `next: ${next}`], exit: 0 }
  }
  const kept = changes.filter(({ file }) => !texts.has(file)).flatMap((change) => linesOf(change))
  const parts = [...texts].flatMap(([file, text]) => {
    const own = changes.filter((change) => change.file === file).flatMap((change) => linesOf(change))
    return [`# ${file}`, ...own.map((line) => `# ${line}`), ...documentLines(text)]
  })
  return { output: [...kept.map((line) => `# ${line}`), ...parts], exit: 0 }
}

/** The YAML as it would be written. A line that can't be printed as it is makes this an unfaithful copy, which it says. */
function documentLines(text: string): readonly string[] {
  const lines = linesIn(text.replace(/^(?!---)/, '---\n')).map((line) => line.replace(/\r$/, ''))
  const changed = lines.filter((line) => written([line]) !== `${line}\n`).length
  if (changed === 0) return lines
  return [
    `# ${counted(changed, 'line')} of this file can only be shown escaped: --write changes the file itself`,
    ...lines,
  ]
}

function linesOf({ id, outcome, notes }: ConvertAnswer['changes'][number]): readonly string[] {
  const [first = '', ...more] = notes
  return [`${id}${outcome === 'kept' ? ' (not converted)' : ''}: ${first}`, ...more.map((note) => `  ${note}`)]
}
