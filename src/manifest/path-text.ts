import type { ValuePath } from '../source/span.ts'

/** `spec.containers[0].env`, for messages. */
export function pathText(path: ValuePath): string {
  return path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`))
    .join('')
    .replace(/^\./, '')
}
