import { diagnostic, type Outcome, type Span } from '../diagnostic/diagnostic.ts'
import { thousands } from '../diagnostic/thousands.ts'

/** How large a file may be. A larger one is refused before it is decoded. */
export interface Limits {
  readonly bytes: number
}

/** 1 MiB. A spec is written by hand, so a larger file is generated or a mistake. */
export const specLimits: Limits = { bytes: 1_048_576 }

const strict = new TextDecoder('utf-8', { fatal: true })
const lossy = new TextDecoder('utf-8')

/**
 * Decodes UTF-8 without NUL, and refuses anything else. A byte order mark is dropped, and offsets start after it.
 * Codes: `source/too-large`, `source/not-utf8`, `source/nul`.
 */
export function decodeText(file: string, bytes: Uint8Array, limits?: Limits): Outcome<string> {
  if (limits !== undefined && bytes.length > limits.bytes) return refused(tooLarge(file, bytes.length, limits))
  const text = decode(bytes)
  if (text === undefined) return refused(notUtf8(file, bytes))
  const nul = text.indexOf('\u0000')
  if (nul >= 0) return refused(holdsNul(file, text, nul))
  return { value: text, diagnostics: [] }
}

function refused(found: ReturnType<typeof diagnostic>): Outcome<string> {
  return { value: undefined, diagnostics: [found] }
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return strict.decode(bytes)
  } catch (error) {
    // A fatal decoder throws TypeError for bytes that are not UTF-8 (WHATWG Encoding, "decode").
    if (error instanceof TypeError) return undefined
    throw error
  }
}

function tooLarge(file: string, length: number, { bytes }: Limits) {
  return diagnostic('source/too-large', {
    message: `${file} has ${thousands(length)} bytes, the limit is ${thousands(bytes)}`,
    help: 'move SQL, manifests and data into their own files and refer to them by path',
    span: { file, start: 0, end: 0 },
  })
}

function notUtf8(file: string, bytes: Uint8Array) {
  const offset = firstBadByte(bytes)
  const before = lossy.decode(bytes.subarray(0, offset))
  const byte = (bytes[offset] ?? 0).toString(16).toUpperCase().padStart(2, '0')
  return diagnostic('source/not-utf8', {
    message: `byte ${offset} (0x${byte}, line ${lineOf(before)}) is not UTF-8`,
    help: isUtf16(bytes) ? 'this looks like UTF-16: save the file as UTF-8' : 'save the file as UTF-8',
    span: at(file, before.length),
  })
}

function holdsNul(file: string, text: string, offset: number) {
  const utf16 = text.charCodeAt(offset + 1) !== 0 && text.charCodeAt(offset + 2) === 0
  return diagnostic('source/nul', {
    message: `NUL character in line ${lineOf(text.slice(0, offset))}`,
    help: utf16
      ? 'this looks like UTF-16: save the file as UTF-8'
      : 'restore the file: it is binary, or was truncated while being written',
    span: at(file, offset),
  })
}

/** Walks the sequences: a binary search for the longest valid prefix would miss their boundaries. */
function firstBadByte(bytes: Uint8Array): number {
  let offset = 0
  while (offset < bytes.length) {
    const length = sequenceLength(bytes[offset] ?? 0)
    if (length === 0 || decode(bytes.subarray(offset, offset + length)) === undefined) return offset
    offset += length
  }
  return bytes.length
}

/** The length of the sequence that this byte starts; 0 if it can't start one (RFC 3629, section 3). */
function sequenceLength(lead: number): number {
  if (lead < 0x80) return 1
  if (lead < 0xc2) return 0
  if (lead < 0xe0) return 2
  if (lead < 0xf0) return 3
  return lead < 0xf5 ? 4 : 0
}

function isUtf16(bytes: Uint8Array): boolean {
  return (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)
}

function lineOf(before: string): number {
  return before.split('\n').length
}

function at(file: string, offset: number): Span {
  return { file, start: offset, end: offset + 1 }
}
