import { createHash } from 'node:crypto'

// Rules of k8s.io/apimachinery, pkg/util/validation/validation.go. All three accept ASCII only, so length is in bytes.
const dnsLabel = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/
const dnsSubdomain = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/
const labelValue = /^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/

/** `IsDNS1123Label`: names of Namespaces and containers; a Job's too, because its pods carry it in a label. */
export function isDnsLabel(text: string): boolean {
  return text.length <= 63 && dnsLabel.test(text)
}

/** `IsDNS1123Subdomain`: names of most objects. One label of it may be longer than 63. */
export function isDnsSubdomain(text: string): boolean {
  return text.length <= 253 && dnsSubdomain.test(text)
}

/** `IsValidLabelValue`: also empty. */
export function isLabelValue(text: string): boolean {
  return text.length <= 63 && labelValue.test(text)
}

const hashDigits = 8

/**
 * A name of at most `max` characters (10 or more): cut, with a hash of the whole, where it is longer. The same name
 * always gives the same result, and two long names that differ only behind the cut differ in the hash.
 */
export function fitName(name: string, max = 63): string {
  if (name.length <= max) return name
  const hash = createHash('sha256').update(name).digest('hex').slice(0, hashDigits)
  const kept = name.slice(0, max - hashDigits - 1).replace(/[-.]+$/, '')
  return `${kept}-${hash}`
}
