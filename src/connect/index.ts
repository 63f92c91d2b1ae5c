/**
 * The world, one adapter a file: disk, git, renderers, PostgreSQL, HTTP, the cluster, the clock. Callers import the file
 * that they need, because each costs a start.
 *
 * This file is the door of the package's API for Node, `import … from 'wavec/node'`; docs/api.md describes it.
 */
export { diskTree } from './disk.ts'
export { gitTree } from './git.ts'
export { installedRunner } from './installed-runner.ts'
export { programRenderer } from './render.ts'
