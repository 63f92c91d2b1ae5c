/**
 * The two messages of grpc.health.v1, encoded by hand: a gRPC client would be the largest dependency, for 12 bytes.
 * `HealthCheckRequest { string service = 1 }`, `HealthCheckResponse { ServingStatus status = 1 }`
 * (https://github.com/grpc/grpc-proto/blob/master/grpc/health/v1/health.proto), each after gRPC's frame of five bytes: a
 * flag for compression, and the length.
 */
const statuses = ['UNKNOWN', 'SERVING', 'NOT_SERVING', 'SERVICE_UNKNOWN'] as const
export type ServingStatus = (typeof statuses)[number]

export function healthRequest(service: string): Buffer {
  const name = Buffer.from(service, 'utf8')
  // Protobuf does not encode a field with its default value, here the empty string.
  const message = name.length === 0 ? name : Buffer.concat([Buffer.from([0x0a, ...varint(name.length)]), name])
  const frame = Buffer.alloc(5)
  frame.writeUInt32BE(message.length, 1)
  return Buffer.concat([frame, message])
}

/** Undefined if the bytes are not a HealthCheckResponse. */
export function servingStatus(body: Buffer): ServingStatus | undefined {
  if (body.length < 5 || body[0] !== 0 || body.readUInt32BE(1) !== body.length - 5) return undefined
  let status = 0
  let at = 5
  while (at < body.length) {
    const tag = readVarint(body, at)
    const end = tag === undefined ? undefined : endOfField(body, tag)
    if (tag === undefined || end === undefined || end > body.length) return undefined
    if (tag.value === 0x08) status = readVarint(body, tag.end)?.value ?? 0
    at = end
  }
  return statuses[status]
}

interface Varint {
  readonly value: number
  readonly end: number
}

/** Where a field ends, by its wire type. Unknown fields are skipped, as protobuf requires. */
function endOfField(body: Buffer, { value, end }: Varint): number | undefined {
  switch (value & 7) {
    case 0:
      return readVarint(body, end)?.end
    case 1:
      return end + 8
    case 2: {
      const length = readVarint(body, end)
      return length === undefined ? undefined : length.end + length.value
    }
    case 5:
      return end + 4
    default:
      return undefined
  }
}

function varint(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...varint(value >>> 7)]
}

function readVarint(body: Buffer, from: number): Varint | undefined {
  let value = 0
  for (let at = from, factor = 1; at < body.length && at < from + 10; at++, factor *= 128) {
    const byte = body[at] ?? 0
    value += (byte & 0x7f) * factor
    if (byte < 0x80) return { value, end: at + 1 }
  }
  return undefined
}
