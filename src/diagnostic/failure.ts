interface Circumstances {
  /** Names the kind of failure, e.g. `disk/refused`; nothing matches on the message. */
  readonly code: string
  readonly exit: number
  /** A line that can be pasted. */
  readonly next: string
  readonly cause?: unknown
}

/** The world refused: a disk, a database, a cluster. Thrown by adapters and verbs, caught once in `cli/main.ts`. */
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
