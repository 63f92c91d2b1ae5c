import { linesIn } from '../diagnostic/line.ts'
import { valueText, type Answer, type Command } from './command.ts'
import { commands, isVerb, verbs } from './commands/index.ts'
import { misused, suggestion, wavec } from '../project/usage.ts'

/** What the verbs are, or how one is used. */
export async function help([verb]: readonly string[]): Promise<Answer> {
  if (verb === undefined || verb === 'help') return { output: linesIn(await overview()), exit: 0 }
  if (!isVerb(verb)) throw misused(`there is no verb "${verb}"${suggestion(verb, verbs)}`, `${wavec} help`)
  return { output: linesIn(pageOf(verb, await commands[verb]())), exit: 0 }
}

async function overview(): Promise<string> {
  const rows: Row[] = []
  for (const [verb, load] of Object.entries(commands)) {
    const { operand = '', summary }: Command = await load()
    rows.push([`${verb} ${operand}`, summary])
  }
  return [
    'wavec compiles waves/NAME/pipeline.yaml to Argo CD manifests in manifests/.',
    '',
    'usage: wavec VERB [OPTION]…',
    '',
    ...table([...rows, ['help [VERB]', 'this list, or how one verb is used'], ['--version', 'the version of wavec']]),
    '',
    'exit codes:',
    ...table([
      ['0', 'clean'],
      ['1', 'findings with errors'],
      ['2', 'the work could not be done: a wrong command line, a disk error, a bug in wavec'],
      ['3', 'the manifests differ from what the specs compile to'],
      ['4', 'a step failed for good'],
      ['75', 'a step failed and may be retried'],
    ]),
    '2 wins over 1, and 1 over 3.',
    '',
    `next: ${wavec} compile`,
    '',
  ].join('\n')
}

function pageOf(verb: string, { summary, operand, details, options, flags = {} }: Command): string {
  const names = Object.entries(options)
  const words = [
    ...(operand === undefined ? [] : [operand]),
    ...names.map(([name, option]) => `[--${name} ${valueText(option)}]`),
    ...Object.keys(flags).map((name) => `[--${name}]`),
  ]
  const valued: Row[] = names.map(([name, option]) => [`--${name} ${valueText(option)}`, option.about])
  const rows = [...valued, ...Object.entries(flags).map(([name, about]): Row => [`--${name}`, about])]
  const usage = `usage: wavec ${verb} `
  return [
    ...filled(`wavec ${verb}: ${summary}`.split(' '), { width: columns, indent: '  ' }),
    '',
    ...filled([usage.trimEnd(), ...words], { width: columns, indent: ' '.repeat(usage.length) }),
    '',
    ...table(rows),
    ...(rows.length === 0 ? [] : ['']),
    ...paragraphs(details),
    '',
  ].join('\n')
}

type Row = readonly [string, string]

/** The width of every line of help on any terminal: the same text in a pipe, a golden and a screenshot. */
const columns = 100
/** A longer left column leaves too little for the right one; its text starts on the next line. */
const leftLimit = 34

function table(rows: readonly Row[]): string[] {
  const width = Math.max(0, ...rows.map(([left]) => left.length).filter((length) => length <= leftLimit))
  const indent = ' '.repeat(width + 4)
  return rows.flatMap(([left, right]) => {
    const [first = '', ...rest] = filled(right.split(' '), { width: columns - indent.length, indent: '' })
    const more = rest.map((line) => indent + line)
    if (left.length > width) return [`  ${left}`, indent + first, ...more]
    return [`  ${left.padEnd(width)}  ${first}`, ...more]
  })
}

/** An empty line parts paragraphs; a line that is indented stays as it is. */
function paragraphs(text: string): string[] {
  return text
    .split('\n\n')
    .flatMap((paragraph, index) => [
      ...(index === 0 ? [] : ['']),
      ...(/^ /m.test(paragraph)
        ? paragraph.split('\n')
        : filled(paragraph.split(/\s+/), { width: columns, indent: '' })),
    ])
}

/** Words in lines of at most `width`, the later ones indented. */
function filled(
  words: readonly string[],
  { width, indent }: { readonly width: number; readonly indent: string },
): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of words) {
    if (line === '') line = word
    else if (line.length + 1 + word.length <= width) line += ` ${word}`
    else {
      lines.push(line)
      line = indent + word
    }
  }
  return [...lines, line]
}
