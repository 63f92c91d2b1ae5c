/** The part of PostgreSQL's frontend/backend protocol that a proxy needs (https://www.postgresql.org/docs/18/protocol-message-formats.html). */
export interface Frame {
  /** The type byte as a character; empty for a startup packet. */
  readonly type: string
  /** The whole frame, type and length included. */
  readonly bytes: Buffer
}

export const requests = { cancel: 80_877_102, ssl: 80_877_103, gss: 80_877_104 } as const

/** Cuts a stream into frames. The client's first frames are startup packets, which have no type byte. */
export function newCutter(first: 'startup' | 'typed'): { readonly push: (chunk: Buffer) => readonly Frame[] } {
  let buffer: Buffer = Buffer.alloc(0)
  let form = first
  const one = (): Frame | undefined => {
    const head = form === 'startup' ? 0 : 1
    if (buffer.length < head + 4) return undefined
    const length = head + buffer.readInt32BE(head)
    if (buffer.length < length) return undefined
    const bytes = buffer.subarray(0, length)
    buffer = buffer.subarray(length)
    // Frames after the startup packet have a type. After a request for TLS another startup packet follows.
    if (form === 'startup' && !Object.values<number>(requests).includes(bytes.readInt32BE(4))) form = 'typed'
    return { type: head === 0 ? '' : String.fromCharCode(bytes[0] ?? 0), bytes }
  }
  return {
    push: (chunk) => {
      buffer = Buffer.concat([buffer, chunk])
      const frames: Frame[] = []
      for (let frame = one(); frame !== undefined; frame = one()) frames.push(frame)
      return frames
    },
  }
}

export function queryFrame(sql: string): Buffer {
  const text = Buffer.from(`${sql}\0`)
  const head = Buffer.alloc(5, 'Q')
  head.writeInt32BE(text.length + 4, 1)
  return Buffer.concat([head, text])
}

/** The SQL of a Query or a Parse. */
export function sqlOf({ type, bytes }: Frame): string | undefined {
  if (type === 'Q') return bytes.toString('utf8', 5, bytes.length - 1)
  if (type !== 'P') return undefined
  const start = bytes.indexOf(0, 5) + 1
  return bytes.toString('utf8', start, bytes.indexOf(0, start))
}

/** The first column of a DataRow. */
export function firstColumn({ bytes }: Frame): string | undefined {
  const length = bytes.readInt32BE(7)
  return length < 0 ? undefined : bytes.toString('utf8', 11, 11 + length)
}
