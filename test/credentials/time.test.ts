// The time of a search grows with the text, however hostile: four times the text takes about four times as long, where a
// search that starts over at each word would take sixteen times.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { maskedIn } from '../../src/credentials/masked-sql.ts'
import { credentialsInSql } from '../../src/credentials/sql.ts'
import { credentialsInText } from '../../src/credentials/text.ts'

const searches: Readonly<Record<string, (text: string) => unknown>> = {
  text: (text) => credentialsInText(text),
  'a script': (text) => credentialsInText(text, 'shell'),
  SQL: credentialsInSql,
  'the SQL of a log': (text) => [...maskedIn(text)],
}

/** Each begins what a search looks for, and never ends it. */
const units: readonly string[] = [
  [
    'password ',
    'password=',
    'pwd=',
    'password: ',
    '"password":"',
    '{{password:',
    '${password',
    '--password ',
    '<password>',
  ],
  ['://', '://a:b', 'a:b@', '@tcp(', 'jdbc:oracle:thin:a/', '?sig=', 'host=a ', 'AccountKey='],
  ['-----BEGIN ', 'eyJ', 'eyJaaaaaaaaaaaaa.', '.atlasv1.', 'xx8Q~', 'hooks.slack.com/services/', '123456789:AA'],
  [
    'curl -u ',
    'mysql -p',
    'sshpass ',
    'ldapsearch -w ',
    'smbclient -U a%',
    'htpasswd -b ',
    'sqlplus a/',
    'openssl -pass ',
  ],
  ['docker login ', 'rabbitmqctl add_user a ', 'mc alias set ', 'echo a | ', 'printf x '],
  [
    'name: password value: ',
    'h:1:d:u:p\n',
    'machine a login b password ',
    'Bearer ',
    '"auth":"',
    "f('password',",
    '"a" "',
  ],
  [
    'create role a password ',
    "('",
    "f('a',",
    '$a$ select ',
    "execute '' password '' ",
    'copy a\n',
    'copy a from stdin\n',
    '/*',
  ],
  ['((', '{{', '#{', '$(', '[[', 'a', 'A1', '/', '\\', "'", '"', '\n', ' ', 'token: |\n', 'key '],
].flat()

/** Long enough that a search in a circle shows, short enough for the slowest. */
const length = 40_000

for (const [name, search] of Object.entries(searches)) {
  test(`a hostile text is searched in linear time: ${name}`, () => {
    const slow = units.filter((unit) => isSuperlinear(search, unit))
    assert.deepEqual(slow, [])
  })
}

/** The collector runs at moments of its own, so only what is slow three times counts. */
function isSuperlinear(search: (text: string) => unknown, unit: string): boolean {
  for (let attempt = 0; attempt < 3; attempt++) {
    const [short, long] = [length, 4 * length].map((size) =>
      fastest(search, unit.repeat(Math.ceil(size / unit.length))),
    )
    // Of a few milliseconds, most are the clock's and the collector's.
    if (short === undefined || long === undefined || long < 40 || long / short < 9) return false
  }
  return true
}

/** In milliseconds of the processor, which other programs don't lengthen as they do those of the clock. */
function fastest(search: (text: string) => unknown, text: string): number {
  const times = [1, 2].map(() => {
    const start = process.cpuUsage()
    search(text)
    const { user, system } = process.cpuUsage(start)
    return (user + system) / 1000
  })
  return Math.min(...times)
}
