/**
 * Whether one release comes after another: by semantic versions (https://semver.org, section 11), with any number of
 * parts and with or without a `v`. Undefined where one of them is not such a version: a name, a commit, a date with dashes.
 */
export function compareReleases(a: string, b: string): number | undefined {
  const [left, right] = [parse(a), parse(b)]
  if (left === undefined || right === undefined) return undefined
  return compareParts(left.numbers, right.numbers, 0n) || comparePrereleases(left.prerelease, right.prerelease)
}

interface Version {
  readonly numbers: readonly bigint[]
  readonly prerelease: readonly string[]
}

const version = /^v?(\d+(?:\.\d+)+)(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?$/

function parse(release: string): Version | undefined {
  const [, numbers, prerelease = ''] = version.exec(release) ?? []
  if (numbers === undefined) return undefined
  return { numbers: numbers.split('.').map(BigInt), prerelease: prerelease === '' ? [] : prerelease.split('.') }
}

function compareParts(a: readonly bigint[], b: readonly bigint[], missing: bigint): number {
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    const difference = (a[index] ?? missing) - (b[index] ?? missing)
    if (difference !== 0n) return difference < 0n ? -1 : 1
  }
  return 0
}

/** A version without one comes after all that have one. */
function comparePrereleases(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return b.length - a.length
  for (const [index, part] of a.entries()) {
    const other = b[index]
    if (other === undefined) return 1
    const order = compareIdentifiers(part, other)
    if (order !== 0) return order
  }
  return a.length - b.length
}

/** Numbers by size and before words; words by their characters. */
function compareIdentifiers(a: string, b: string): number {
  const [isNumber, isOtherNumber] = [/^\d+$/.test(a), /^\d+$/.test(b)]
  if (isNumber && isOtherNumber) return compareParts([BigInt(a)], [BigInt(b)], 0n)
  if (isNumber !== isOtherNumber) return isNumber ? -1 : 1
  return a < b ? -1 : a > b ? 1 : 0
}
