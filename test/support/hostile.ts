import { array, constantFrom, oneof, string, type Arbitrary } from 'fast-check'

/** What a hostile contributor would put into a name: each acts on a terminal, in a CI log, or in a rendered page. */
export const hostileParts = [
  '\n',
  '\r',
  '\r\n',
  '\u0085',
  '\u2028',
  '\u2029',
  '\t',
  '\u0000',
  '\u0007',
  '\u0008',
  '\u001b[2J',
  '\u001b[31m',
  '\u001b]0;title\u0007',
  '\u009b31m',
  '\u007f',
  '\u202e',
  '\u2066',
  '\u200b',
  '\ufeff',
  '\u061c',
  '\u{e0041}',
  '\ud800',
  '::',
  '::error title=x::y',
  '::add-mask::shop',
  '::stop-commands::t',
  '##[error]x',
  '##[add-path]/tmp',
  '##vso[task.x]y',
  '<img src=x onerror=alert(1)>',
  '</script>',
  '-->',
  '"',
  "'",
  '`',
  '```',
  '|',
  '[x](javascript:x)',
  '%0A',
  '$$',
  'a',
  ' ',
] as const

export const hostileText: Arbitrary<string> = array(
  oneof({ weight: 5, arbitrary: constantFrom(...hostileParts) }, string()),
  {
    minLength: 1,
    maxLength: 6,
  },
).map((parts) => parts.join(''))

/** Lines that act: a control or bidi character, or a command to GitHub's runner that is not one of wavec's findings. */
export function mistakesIn(output: string): readonly string[] {
  return output.split('\n').filter((line) => acting.test(line) || isCommand(line))
}

const acting = /(?!\t)[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]|\p{Bidi_Control}|[\u200b\ufeff]/u

function isCommand(line: string): boolean {
  if (/##(?:vso)?\[/.test(line)) return true
  return /^\s*::/.test(line) && !/^::(?:error|warning|notice) [^:]*title=[a-z-]+\/[a-z0-9-]+::/.test(line)
}
