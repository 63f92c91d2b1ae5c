/** Whether an installed kubectl knows the options of a command line; it asks no cluster. */
import { spawnSync } from 'node:child_process'

export const kubectlVersion = spawnSync('kubectl', ['version', '--client'], { encoding: 'utf8' })
const helps = new Map<string, string>()

/** The options that kubectl does not know, and commands without a help page. */
export function unknownOptions(line: readonly string[]): readonly string[] {
  const end = line.indexOf('--')
  const own = end === -1 ? line : line.slice(0, end)
  const options = own.filter((word) => /^-{1,2}[a-z]/i.test(word)).map((word) => word.replace(/=.*$/s, ''))
  const words = own.filter((word) => /^[a-z-]+$/.test(word) && !word.startsWith('-'))
  const help = helpOf(words)
  if (help === undefined) return [`no help for kubectl ${words.join(' ')}`]
  return options.filter((option) => !isOption(`${help}\n${optionsOfAll()}`, option))
}

/** Of the longest subcommand: `create secret generic` has a page of its own. */
function helpOf(words: readonly string[]): string | undefined {
  for (const count of [3, 2, 1]) {
    const page = helpPage(words.slice(0, count))
    if (/^Usage:\n {2}kubectl/m.test(page) && page.includes(`kubectl ${words.slice(0, count).join(' ')}`)) return page
  }
  return undefined
}

function optionsOfAll(): string {
  return helpPage(['options'])
}

function helpPage(words: readonly string[]): string {
  const key = words.join(' ')
  const known = helps.get(key)
  if (known !== undefined) return known
  const args = key === 'options' ? ['options'] : [...words, '--help']
  const { stdout } = spawnSync('kubectl', args, { encoding: 'utf8' })
  helps.set(key, stdout)
  return stdout
}

function isOption(help: string, option: string): boolean {
  return new RegExp(`^ +(?:-\\w, )?${option}(?:=|:|,)|^ +${option}, `, 'm').test(help)
}
