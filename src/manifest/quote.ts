/**
 * Whether every YAML reader takes the unquoted text as this string: it starts like a word, contains nothing that opens a
 * comment, a mapping or a flow collection, and is not a reserved word of YAML 1.1 (sigs.k8s.io/yaml goyaml.v2/resolve.go)
 * or 1.2. A number with the unit of a Kubernetes quantity or duration is a string in both.
 */
export function isPlainSafe(text: string): boolean {
  if (text.length < long) return judged(text)
  if (lastLong?.text !== text) lastLong = { text, isSafe: judged(text) }
  return lastLong.isSafe
}

function judged(text: string): boolean {
  return plain.test(text) ? !reserved.test(text) : quantity.test(text)
}

/** A thousand ConfigMaps may hold the same program, and to look at it costs more than to write it. */
const long = 10_000
let lastLong: { readonly text: string; readonly isSafe: boolean } | undefined

/** Words separated by single spaces. A colon must be inside of a word. */
const plain = /^[A-Za-z_/](?:[\w./@()=+;,*%$&<>|~^?!{}[\]'"`-]| (?=[^ #])|:(?=[\w./@-]))*$/
/** YAML 1.1 does not read `e1` as a number, but the npm package `yaml` reads NaN in its 1.1 mode. */
const reserved = /^(?:y|n|yes|no|on|off|true|false|null|e[+-]?\d+)$/i
const quantity = /^[1-9][0-9]{0,8}(?:m|s|h|[KMGTPE]i)$/

/** A JSON string that YAML reads the same, because characters that YAML folds or refuses are escaped. */
export function quoteText(text: string): string {
  const json = JSON.stringify(text)
  return unsafeInQuotes.test(json) ? json.replace(everyUnsafeInQuotes, escape) : json
}

const unsafeInQuotes = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/
const everyUnsafeInQuotes = new RegExp(unsafeInQuotes, 'g')

function escape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}
