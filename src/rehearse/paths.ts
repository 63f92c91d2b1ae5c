/** Where a container's mounts are on this machine: the path in the container, and the folder that stands for it. */
export interface Mount {
  readonly path: string
  readonly folder: string
}

/** A text in which each mounted path, whole or as the start of a longer one, is replaced by its folder. */
export function withLocalPaths(text: string, mounts: readonly Mount[]): string {
  const longestFirst = [...mounts].sort((a, b) => b.path.length - a.path.length)
  if (longestFirst.length === 0) return text
  const words = longestFirst.map(({ path }) => path.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)).join('|')
  const folders = new Map(longestFirst.map(({ path, folder }) => [path, folder]))
  // A path starts behind a quote, colon, = or the like, and never inside of another path or a URL.
  return text.replaceAll(new RegExp(`(?<![\\w./-])(?:${words})(?![\\w.-])`, 'g'), (path) => folders.get(path) ?? path)
}
