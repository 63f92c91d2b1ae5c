/** Repository paths: relative, `/` between segments. Undefined when `..` leads out of the root or the path is absolute. */
export function resolvePath(folder: string, path: string): string | undefined {
  if (path.startsWith('/') || path.includes('\\')) return undefined
  const segments = folder === '' ? [] : folder.split('/')
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.') continue
    if (segment !== '..') segments.push(segment)
    else if (segments.pop() === undefined) return undefined
  }
  return segments.join('/')
}

/** The path of a folder's entry; the root's own path is ''. */
export function inFolder(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`
}

/** Hidden folders and node_modules contain nothing to apply and can be huge. */
export function isPassedBy(name: string): boolean {
  return name.startsWith('.') || name === 'node_modules'
}

export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')))
}

export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
