import { diagnostic, type Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Lock } from '../migrations/lock.ts'
import { directivesIn } from './directives.ts'

export interface ContractInput {
  readonly files: readonly { readonly path: string; readonly text: string }[]
  /** What has shipped, by environment. Undefined if unknown. */
  readonly shipped: Lock | undefined
  /** The environments that the files go to. */
  readonly environments: readonly string[]
}

/**
 * The static half of the contract gate: what a contract waits for must have shipped to the environment in an earlier
 * release. That no old pod is left is for the cluster to say.
 */
export function checkContracts({ files, shipped, environments }: ContractInput): readonly Diagnostic[] {
  return files.flatMap(({ path, text }) =>
    directivesIn(text)
      .filter(({ word }) => word === 'contract')
      .flatMap(({ rest, start, end }) => judge(rest, { file: path, start, end }, shipped, environments)),
  )
}

function judge(
  rest: string,
  span: { readonly file: string; readonly start: number; readonly end: number },
  shipped: Lock | undefined,
  environments: readonly string[],
): readonly Diagnostic[] {
  const release = /^after=(\S+)/.exec(rest)?.[1]
  if (release === undefined)
    return [
      diagnostic('release/contract-unproven', { message: 'after which release?', help: 'write after=RELEASE', span }),
    ]
  if (shipped === undefined) {
    const message = `it is unknown whether ${release} has shipped`
    const help = 'run wavec compile and commit pipeline.lock'
    return [diagnostic('release/contract-unproven', { message, help, span })]
  }
  const late = environments.filter((environment) => !releasesOf(shipped, environment).includes(release))
  if (late.length === 0) return []
  const at = late.map(
    (environment) => `${environment} is at ${releasesOf(shipped, environment).at(-1) ?? 'no release'}`,
  )
  return [
    diagnostic('release/contract-too-early', {
      message: `it waits for ${release}, and ${at.join(', ')}`,
      why: 'pods that use what it takes away still run there when it is applied',
      help: `ship ${release} first; this may follow in the release after it`,
      span,
    }),
  ]
}

function releasesOf(shipped: Lock, environment: string): readonly string[] {
  return (shipped[environment] ?? shipped['default'] ?? []).map(({ release }) => release)
}
