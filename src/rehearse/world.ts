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

/** What the repository knows about images, which are not available here. */
export interface Images {
  /** Programs of this checkout by the image that contains them, without tag and digest. */
  readonly programs: ReadonlyMap<string, string>
  /** The folder that was copied into an image. `from` is relative to the working directory of the tools. */
  readonly baked: { readonly image: string; readonly from: string; readonly to: string } | undefined
}

/** State shared by every pod of a rehearsal. */
export interface World {
  readonly store: Store
  readonly substituted: Substituted
  /** The connection through the proxy. */
  readonly connection: Connection
  /** The server to which the proxy forwards. */
  readonly server: Connection
  readonly parts: ReadonlyMap<string, DatabasePart>
  /** The parent of the pods' folders. */
  readonly folder: string
  /** The working directory of a local tool. */
  readonly cwd: string
  /** The command that runs in place of an image that holds wavec, and of a tool whose files wavec's own engine applies. */
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
  /** Traces the statements of these files from now on. A statement of the file `failing` is made to fail. */
  readonly watch: (files: MigrationTexts, failing: string | undefined) => void
  /** Opens another proxy, for programs that don't support Unix sockets. */
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
  /** What a success does not prove. */
  readonly unproved?: readonly string[]
}

export interface JobResult {
  readonly state: 'done' | 'failed' | 'not-run'
  readonly exit: number
  readonly attempts: number
  readonly ms: number
  /** The containers of the last attempt. */
  readonly containers: readonly ContainerResult[]
}

/** Events of a running rehearsal. */
export type Progress =
  | (SyncPlace & { readonly kind: 'applied'; readonly names: readonly string[] })
  | (SyncPlace & { readonly kind: 'started'; readonly name: string })
  | { readonly kind: 'statement'; readonly statement: TracedStatement }
  | (SyncPlace & { readonly kind: 'ended'; readonly name: string; readonly result: JobResult })
  | (SyncPlace & { readonly kind: 'not-started'; readonly names: readonly string[] })

/** A running pod. */
export interface Pod {
  readonly name: string
  readonly job: string
  readonly namespace: string
  readonly folder: string
  readonly volumes: ReadonlyMap<string, string>
  /** Milliseconds for one attempt. */
  readonly deadline: number
  /** Whether --fail makes this pod's stage fail. */
  readonly isFailing: 'yes' | 'no'
  /** The Step of the main container. */
  readonly main: Step | undefined
  readonly world: World
}
