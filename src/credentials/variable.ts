import { classOf } from './names.ts'

/** The variable of the first `$(NAME)` in the text whose name is that of a credential. */
export function credentialVariable(text: string): string | undefined {
  for (const [, name = ''] of text.matchAll(/(?<!\$)\$\(([A-Za-z_][\w.-]*)\)/g))
    if (classOf(name) !== undefined) return name
  return undefined
}
