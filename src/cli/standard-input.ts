import { readFileSync } from 'node:fs'

/** The text on stdin. It can be read once, and a verb that was disturbed reads again. */
export function standardInput(): () => string {
  let text: string | undefined
  return () => (text ??= new TextDecoder().decode(readFileSync(0)))
}
