/** `$(NAME)` in commands, arguments and env values: kubernetes/third_party/forked/golang/expansion/expand.go. */

/** The text with every reference replaced; `$$` becomes `$`, and a lone `$` stays. */
export function expand(text: string, valueOf: (name: string) => string): string {
  return text.replaceAll(/\$(?:\$|\(([^)]*)\)|)/g, (match, name: string | undefined) =>
    match === '$$' ? '$' : name === undefined ? '$' : valueOf(name),
  )
}

/** The names that the text refers to. */
export function referencedNames(text: string): readonly string[] {
  const names: string[] = []
  expand(text, (name) => (names.push(name), ''))
  return names
}

/** The text as the container gets it, with references unexpanded. */
export function unescape(text: string): string {
  return expand(text, (name) => `$(${name})`)
}
