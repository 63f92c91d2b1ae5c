/** What git knows of a repository. Nothing of the repository's own configuration is executed (`git/run-git.ts`). */
export { baseOf, namedBranch, type Base, type BaseProblem, type UnknownBase } from './git/base.ts'
export { changedSince } from './git/changed.ts'
export { textsAt, textsNamed } from './git/texts.ts'
export { gitTree } from './git/tree.ts'
