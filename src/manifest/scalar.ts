/**
 * A plain scalar as kubectl and Argo CD read it: sigs.k8s.io/yaml, goyaml.v2/resolve.go `resolve`. That is YAML 1.1
 * (`yes` is true, `012` is ten) plus `0o17` of 1.2, without base 60, and with timestamps as strings. NaN and the
 * infinities are returned as numbers, although kubectl refuses them because JSON lacks them.
 */
export function resolvePlain(text: string): string | number | boolean | null {
  if (!mayBeSpecial.test(text)) return text
  const word = words.get(text)
  if (word !== undefined) return word
  if (text.startsWith('.')) return pointFloat.test(text) ? finiteOr(text, text.replaceAll('_', '')) : text
  const bare = text.replaceAll('_', '')
  const whole = integer(bare)
  if (whole !== undefined) return Number(whole)
  return decimal.test(bare) ? finiteOr(text, bare) : text
}

/** The JSON key for a plain map key (yaml.go `convertToJSONableObject`), undefined if kubectl refuses it. */
export function resolveKey(text: string): string | undefined {
  const value = resolvePlain(text)
  if (value === null) return undefined
  if (typeof value !== 'number') return String(value)
  const whole = text.startsWith('.') ? undefined : integer(text.replaceAll('_', ''))
  if (whole === undefined) return float32(value)
  return whole < 2n ** 63n ? String(whole) : undefined
}

/** Includes the empty string, which is null. */
const mayBeSpecial = /^(?:$|[-+.~\dyYnNtTfFoO])/
const words = new Map<string, number | boolean | null>([
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'].map((word) => [word, true] as const),
  ...['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'].map((word) => [word, false] as const),
  ...['', '~', 'null', 'Null', 'NULL'].map((word) => [word, null] as const),
  ...['.nan', '.NaN', '.NAN'].map((word) => [word, NaN] as const),
  ...['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'].map((word) => [word, Infinity] as const),
  ...['-.inf', '-.Inf', '-.INF'].map((word) => [word, -Infinity] as const),
])

const decimal = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/
/** Go's ParseFloat, which accepts an underscore only between digits. */
const pointFloat = /^\.\d+(?:_\d+)*(?:[eE][-+]?\d+(?:_\d+)*)?$/
const wholeNumber = /^([-+]?)(0[xX][\da-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|[1-9]\d*|0)$/

/**
 * Go's ParseInt and then ParseUint with base 0, in 64 bits, else undefined. Longer hexadecimal numbers are strings, as in
 * kubectl 1.32, while later releases of goyaml turn them into big integers.
 */
function integer(bare: string): bigint | undefined {
  const match = wholeNumber.exec(bare)
  if (match === null) return undefined
  const [, sign, digits = ''] = match
  const magnitude = BigInt(digits.replace(/^0(?=\d)/, '0o'))
  if (sign === '') return magnitude < 2n ** 64n ? magnitude : undefined
  if (sign === '-') return magnitude <= 2n ** 63n ? -magnitude : undefined
  return magnitude < 2n ** 63n ? magnitude : undefined
}

/** Beyond the range of a float the text stays a string. `+ 0` removes the minus of zero, which the API does not have. */
function finiteOr(text: string, bare: string): string | number {
  const value = Number(bare)
  return Number.isFinite(value) ? value + 0 : text
}

/** Go's FormatFloat(value, 'g', -1, 32), with YAML's names for NaN and infinity. */
function float32(value: number): string {
  if (Number.isNaN(value)) return '.nan'
  const single = Math.fround(value)
  if (!Number.isFinite(single)) return single > 0 ? '.inf' : '-.inf'
  let digits = 1
  while (digits < 9 && Math.fround(Number(single.toPrecision(digits))) !== single) digits++
  const [mantissa = '', exponent = ''] = single.toExponential(digits - 1).split('e')
  const power = Number(exponent)
  if (power >= -4 && power < 6) return String(Number(single.toPrecision(digits)))
  return `${mantissa}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`
}
