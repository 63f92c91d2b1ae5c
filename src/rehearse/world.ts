import type { SyncPlace } from '../argocd/phases.ts'
import type { DatabasePart } from '../protocol/connection.ts'
import type { Session } from '../connect/session.ts'
import type { Packet } from '../protocol/packet.ts'
import type { Step } from '../protocol/step.ts'
import type { ProvingStage } from '../stages/facts.ts'
import type { Connection } from './connection.ts'
import type { MigrationTexts } from './statements.ts'
import type { Store } from './store.ts'
import type { Substituted } from './substitutions.ts'
import type { Tools } from '../tools/index.ts'
import type { TracedStatement } from './trace.ts'

/** What the repository knows of images that are not here. */
export interface Images {
  /** Programs of this checkout, as they are named there, by the image that they are in, without tag and digest. */
  readonly programs: ReadonlyMap<string, string>
  /** The folder that was copied into an image; `from` starts where the tools do. */
  readonly baked: { readonly image: string; readonly from: string; readonly to: string } | undefined
}

/** What every pod of a rehearsal shares. */
export interface World {
  readonly store: Store
  readonly substituted: Substituted
  /** Through the proxy. */
  readonly connection: Connection
  /** Whom the proxy passes everything on to. */
  readonly server: Connection
  readonly parts: ReadonlyMap<string, DatabasePart>
  /** Where pods have their folders. */
  readonly folder: string
  /** Where a tool of this machine is started. */
  readonly cwd: string
  /** What stands for wavec's image. */
  readonly runner: readonly string[]
  readonly images: Images
  readonly tools: Tools
  readonly failing: ProvingStage | undefined
  readonly database: 'up' | 'down'
  readonly stop: AbortSignal
  readonly serverMajor: number
  readonly tracing: Tracing
}

export interface Tracing {
  /** From now on statements of these files are traced; a file that is to fail is named. */
  readonly watch: (files: MigrationTexts, failing: string | undefined) => void
  /** Opens another proxy, for programs that know no Unix sockets. */
  readonly overTcp: () => Promise<AsyncDisposable & Pick<Connection, 'host' | 'port'>>
  readonly observe: () => Promise<Session>
}

export type ContainerState = 'done' | 'failed' | 'not-run' | 'not-started' | 'stands-in'

export interface ContainerResult {
  readonly name: string
  readonly state: ContainerState
  /** What it proved, or why it was not run. */
  readonly said: string
  readonly warnings: readonly string[]
  readonly exit: number
  readonly packet?: Packet
  /** What its success does not prove. */
  readonly unproved?: readonly string[]
}

export interface JobResult {
  readonly state: 'done' | 'failed' | 'not-run'
  readonly exit: number
  readonly attempts: number
  readonly ms: number
  /** Of the last attempt. */
  readonly containers: readonly ContainerResult[]
}

/** What a rehearsal tells while it runs. */
export type Progress =
  | (SyncPlace & { readonly kind: 'applied'; readonly names: readonly string[] })
  | (SyncPlace & { readonly kind: 'started'; readonly name: string })
  | { readonly kind: 'statement'; readonly statement: TracedStatement }
  | (SyncPlace & { readonly kind: 'ended'; readonly name: string; readonly result: JobResult })
  | (SyncPlace & { readonly kind: 'not-started'; readonly names: readonly string[] })

/** A pod that is being run. */
export interface Pod {
  readonly name: string
  readonly job: string
  readonly namespace: string
  readonly folder: string
  readonly volumes: ReadonlyMap<string, string>
  /** Milliseconds of one attempt. */
  readonly deadline: number
  /** This pod is of the stage that has to fail. */
  readonly isFailing: 'yes' | 'no'
  /** The Step of its main container. */
  readonly main: Step | undefined
  readonly world: World
}
