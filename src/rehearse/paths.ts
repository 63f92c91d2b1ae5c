/** A mount: the path in the container and the local folder in its place. */
export interface Mount {
  readonly path: string
  readonly folder: string
}

/** Replaces each mounted path in a text, alone or as the start of a longer path, with its local folder. */
export function withLocalPaths(text: string, mounts: readonly Mount[]): string {
  const longestFirst = [...mounts].sort((a, b) => b.path.length - a.path.length)
  if (longestFirst.length === 0) return text
  const words = longestFirst.map(({ path }) => path.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)).join('|')
  const folders = new Map(longestFirst.map(({ path, folder }) => [path, folder]))
  // A path starts after a quote, colon, = or the like, never inside another path or a URL.
  return text.replaceAll(new RegExp(`(?<![\\w./-])(?:${words})(?![\\w.-])`, 'g'), (path) => folders.get(path) ?? path)
}
