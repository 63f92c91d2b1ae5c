import { jsonText } from '../diagnostic/json-text.ts'
import type { Log, LogValue } from '../run/step-runner.ts'

interface Sink {
  /** One line, without its newline. */
  readonly write: (line: string) => void
  readonly form: 'json' | 'text'
  readonly now: () => Date
}

/** One line a call: JSON for machines, with what a person would need; text on a terminal. */
export function runLog({ write, form, now }: Sink): Log {
  const line = (
    level: 'info' | 'warn' | 'error',
    message: string,
    fields: Readonly<Record<string, unknown>> = {},
  ): void => {
    const text =
      form === 'json'
        ? jsonText({ time: now().toISOString(), level, message, ...fields })
        : textLine(level, message, fields)
    write(text)
  }
  return {
    info: (message, fields) => line('info', message, fields),
    warn: (message, fields) => line('warn', message, fields),
    fail: (lines, packet) => (form === 'json' ? line('error', packet.message, { packet }) : lines.forEach(write)),
  }
}

function textLine(level: string, message: string, fields: Readonly<Record<string, unknown>>): string {
  const words = Object.entries(fields).flatMap(([name, value]) => (isShown(value) ? [`${name}=${String(value)}`] : []))
  return [level === 'warn' ? `warning: ${message}` : message, ...words].join('  ')
}

function isShown(value: unknown): value is LogValue {
  return value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0)
}
