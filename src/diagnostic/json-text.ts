import { unprintable } from './visible.ts'

/** JSON that a terminal and a CI log show as it is: the same value, with escapes for what would act there. */
export function jsonText(value: unknown, indent?: number): string {
  return JSON.stringify(value, undefined, indent)
    .replaceAll(unprintable, (char) => (char === '\n' ? char : unit(char)))
    .replaceAll(logCommand, String.raw`#\u0023`)
}

/** `##[error]` and `##vso[task.…]` are commands to GitHub and to Azure Pipelines anywhere in a line. */
export const logCommand = /##(?=\w*\[)/g

function unit(char: string): string {
  return Array.from({ length: char.length }, (_, at) => `\\u${char.charCodeAt(at).toString(16).padStart(4, '0')}`).join(
    '',
  )
}
