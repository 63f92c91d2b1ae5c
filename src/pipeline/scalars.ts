import * as z from 'zod/mini'
import { coded } from './coded.ts'

const durationPattern = /^(?=.)(\d+h)?(\d+m)?(\d+s)?(\d+ms)?$/
const unitMs: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1_000, ms: 1 }

function durationProblem(input: unknown): string {
  const text = String(input)
  if (/^\d+$/.test(text))
    return coded('spec/bare-duration', `${text} has no unit`, `write ${text}s if you mean seconds`)
  return coded('spec/bad-duration', `"${text}" is not a duration`, 'write it like 50ms, 10s, 5m or 1h30m')
}

/** The timers of Node and the timeouts of PostgreSQL hold at most 2^31 - 1 milliseconds, a little more than 24 days. */
const longestDuration = 2 ** 31 - 1

function tooLong(input: unknown): string {
  return coded('spec/bad-duration', `${String(input)} is longer than any timer`, 'write at most 596h, which is 24 days')
}

/** `50ms`, `10s`, `5m`, `1h30m`; a bare number is refused because its unit is unknown. Milliseconds inside. */
export const Duration = z.pipe(
  z.string({ error: ({ input }) => (typeof input === 'number' ? durationProblem(input) : undefined) }).check(
    z.regex(durationPattern, { error: ({ input }) => durationProblem(input) }),
    z.refine((text) => durationMs(text) <= longestDuration, { error: ({ input }) => tooLong(input) }),
  ),
  z.transform(durationMs),
)

function durationMs(text: string): number {
  let total = 0
  for (const [, count, unit] of text.matchAll(/(\d+)(ms|h|m|s)/g)) {
    total += Number(count) * (unitMs[unit ?? ''] ?? 0)
  }
  return total
}

/** Kubernetes' resource.Quantity, e.g. `250m`, `512Mi`, `1e3`; numbers are allowed as Kubernetes allows them. */
export const Quantity = z.pipe(z.union([z.string(), z.number()]), z.transform(String)).check(
  z.refine((text) => /^[+-]?(\d+(\.\d*)?|\.\d+)(m|[kMGTPE]|[KMGTPE]i|u|n|[eE][+-]?\d+)?$/.test(text), {
    error: ({ input }) =>
      coded('spec/bad-quantity', `"${String(input)}" is not a quantity`, 'write it like 250m, 1, 512Mi or 2Gi'),
  }),
)

/** RFC 1123 label of at most 63 characters: names of namespaces, containers and pipelines. */
export const DnsLabel = z.string().check(
  z.regex(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/, {
    error: ({ input }) =>
      coded(
        'spec/bad-name',
        `"${String(input)}" is not a DNS label`,
        'use at most 63 of a-z, 0-9 and -, with a letter or digit at both ends',
      ),
  }),
)

/** RFC 1123 subdomain of at most 253 characters: names of most objects. */
export const DnsSubdomain = z.string().check(
  z.maxLength(253, {
    error: () => coded('spec/bad-name', 'the name has more than 253 characters', 'use a shorter one'),
  }),
  z.regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/, {
    error: ({ input }) =>
      coded(
        'spec/bad-name',
        `"${String(input)}" is not an object name`,
        'use a-z, 0-9, - and ., with a letter or digit at both ends',
      ),
  }),
)

/** A version must be a string: YAML reads 2.30 as 2.3 and 7e10123 as infinity. */
export const Release = z
  .string({
    error: ({ input }) =>
      typeof input === 'number' || typeof input === 'boolean'
        ? coded('spec/release-unquoted', 'YAML reads this release as a number, not as you wrote it', 'put it in quotes')
        : undefined,
  })
  .check(z.minLength(1), z.maxLength(128))

/** Shared wherever nothing more is asked: each schema that is built costs a start of the compiler. */
export const Text = z.string()
export const NonEmpty = z.string().check(z.minLength(1))
export const RepositoryPath = z.string().check(z.minLength(1))
export const StringMap = z.record(Text, Text)
export const Count = z.int().check(z.minimum(0))
export const Positive = z.int().check(z.minimum(1))

/** Kind/name of an object that exists already, e.g. `Secret/orders-db-ca`. */
export const ObjectRef = z.string().check(
  z.regex(/^[A-Z][A-Za-z]*\/[a-z0-9][-a-z0-9.]*$/, {
    error: ({ input }) =>
      coded('spec/bad-reference', `"${String(input)}" is not Kind/name`, 'write it like Secret/orders-db-ca'),
  }),
)
