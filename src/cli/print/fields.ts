import { visible } from '../../diagnostic/visible.ts'
import { asText } from '../../manifest/fields.ts'
import type { Json } from '../../manifest/manifest.ts'
import type { ObjectChange, Change } from '../../project/diff.ts'

/** More fields than these are counted. */
const told = 4

/** What differs in an object, in a few words. */
export function fieldWords({ change, fields }: Pick<ObjectChange, 'change' | 'fields'>): string {
  if (change !== 'changed') return change === 'added' ? 'new' : 'removed'
  const words = [...new Set(fields.flatMap((field) => wordsOf(field) ?? []))]
  const more = words.length - told
  return [...words.slice(0, told), ...(more > 0 ? [`and ${more} more`] : [])].join(', ')
}

/** Undefined for what only follows from another field. */
function wordsOf({ path, before, after }: Change): string | undefined {
  const last = path.at(-1) ?? ''
  if (last === 'stopAfter' || path.join('.') === 'spec.activeDeadlineSeconds') return undefined
  if (last === 'activeDeadlineSeconds') return `deadline ${clock(before)} → ${clock(after)}`
  if (last === 'image') return `image ${images(before, after)}`
  const name = nameOf(path)
  if (before === undefined) return `+ ${name}${isShort(after) ? ` ${valueOf(after)}` : ''}`
  if (after === undefined) return `- ${name}`
  return isShort(before) && isShort(after) ? `${name} ${valueOf(before)} → ${valueOf(after)}` : name
}

/** Without what every path begins with; a Step is what its fields say. */
function nameOf(path: readonly string[]): string {
  const step = path.indexOf('WAVEC_STEP')
  if (step !== -1) return path.slice(step + 2).join('.')
  const start = path[0] === 'spec' && path[1] === 'template' ? 3 : path[0] === 'spec' || path[0] === 'metadata' ? 1 : 0
  return path.slice(start).join('.')
}

function images(before: Json | undefined, after: Json | undefined): string {
  const [left, right] = [asText(before) ?? 'none', asText(after) ?? 'none']
  const [repository, tag] = split(left)
  const [otherRepository, otherTag] = split(right)
  return repository === otherRepository ? `${tag} → ${otherTag}` : `${left} → ${right}`
}

function split(image: string): [repository: string, tag: string] {
  const at = image.includes('@') ? image.indexOf('@') : image.lastIndexOf(':')
  return at <= image.lastIndexOf('/') ? [image, 'no tag'] : [image.slice(0, at), image.slice(at + 1)]
}

function clock(seconds: Json | undefined): string {
  if (typeof seconds !== 'number') return 'none'
  return seconds % 60 === 0 ? `${seconds / 60}m` : `${seconds}s`
}

function isShort(value: Json | undefined): boolean {
  return typeof value !== 'object' && String(value).length <= 40
}

function valueOf(value: Json | undefined): string {
  return typeof value === 'string' ? (value === '' ? '""' : visible(value)) : JSON.stringify(value)
}
