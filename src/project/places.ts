/** Where the specs are, as a repository path. */
export const wavesFolder = 'waves'

/** Where wavec writes. Everything lies in `manifests/`, so that a rename never crosses disks. */
export const manifestsFolder = 'manifests'

/** What wavec wrote, with checksums; the last file of a run. */
export const listPath = 'manifests/.wavec'

/** The checksums of a run that is under way: the files it renames are wavec's own even if it never ends. */
export const journalPath = 'manifests/.wavec-next'

/** New texts, whole, before they are renamed into place. */
export const stagingFolder = 'manifests/.wavec-staging'

export function inManifests(path: string): string {
  return `${manifestsFolder}/${path}`
}
