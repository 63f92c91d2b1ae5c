import { existsSync, mkdirSync, mkdtempSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { time, type Contender } from './measure/contender.ts'
import { bareNodeProgram } from './peers/bare-node.ts'
import { cdk8sProgram } from './peers/cdk8s.ts'
import { kustomizationOver } from './peers/kubectl.ts'
import { readOutput } from './peers/output.ts'
import { parameterise } from './peers/parameters.ts'
import { checkBytes, checkObjects } from './peers/check.ts'
import { writeRepository } from './repository/repository.ts'

/** The processes to time over one generated repository. */
export interface Prepared {
  /** wavec without an existing `manifests/`. */
  readonly fresh: Contender
  /** wavec, with nothing to do. */
  readonly unchanged: Contender
  /** Bare Node, writing the same bytes. */
  readonly bareNode: Contender
  /** cdk8s, building the same objects. */
  readonly cdk8s: Contender
  /** Builds what the last compile left in `manifests/`. */
  readonly kustomize: Contender
}

const launcher = fileURLToPath(new URL('../../bin/wavec', import.meta.url))

/** Generates the repository, compiles it, builds the peers from the output and checks that they write the same. */
export function prepare(folder: string, count: number, seed: number): Prepared {
  const repository = join(folder, 'repository')
  writeRepository(repository, count, seed)
  const trash = join(folder, 'trash')
  mkdirSync(trash)
  const fresh = node('wavec', { script: launcher, args: ['compile'], cwd: repository, removed: 'manifests', trash })
  const unchanged = { ...fresh, before: () => {} }
  time(fresh)
  const output = readOutput(repository)
  const services = parameterise(output.services)
  const peer = (name: string, program: string, removed: string): Contender => {
    const cwd = join(folder, name)
    const script = join(folder, `${name}.cjs`)
    mkdirSync(cwd)
    writeFileSync(script, program)
    return node(name, { script, args: [], cwd, removed, trash })
  }
  const bareNode = peer('bare-node', bareNodeProgram(services, output.index), 'manifests')
  const cdk8s = peer('cdk8s', cdk8sProgram(services), 'dist')
  time(bareNode)
  checkBytes(output, readOutput(bareNode.cwd))
  time(cdk8s)
  checkObjects(services, cdk8s.cwd)
  return { fresh, unchanged, bareNode, cdk8s, kustomize: kustomizationOver(repository, output) }
}

interface Start {
  readonly script: string
  readonly args: readonly string[]
  readonly cwd: string
  /** The folder of output below `cwd`, removed before each run. */
  readonly removed: string
  readonly trash: string
}

function node(name: string, { script, args, cwd, removed, trash }: Start): Contender {
  const before = () => moveAway(join(cwd, removed), trash)
  return { name, program: process.execPath, args: [script, ...args], cwd, before }
}

/** Deleted only at the end: after deletions ext4 creates files up to ten times as slowly for minutes. */
function moveAway(path: string, trash: string): void {
  if (existsSync(path)) renameSync(path, join(mkdtempSync(join(trash, 'old-')), 'output'))
}
