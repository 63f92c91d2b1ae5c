interface Circumstances {
  /** The kind of failure, e.g. `disk/refused`. Code matches on this, never on the message. */
  readonly code: string
  readonly exit: number
  /** A command to paste, or an instruction. */
  readonly next: string
  readonly cause?: unknown
}

/** The disk, the database or the cluster refused. Thrown by adapters and verbs, caught once in `cli/start.ts`. */
export class Failure extends Error {
  readonly code: string
  readonly exit: number
  readonly next: string

  constructor(message: string, { code, exit, next, cause }: Circumstances) {
    super(message, { cause })
    this.code = code
    this.exit = exit
    this.next = next
  }
}
