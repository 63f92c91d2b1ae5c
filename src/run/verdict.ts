import { verdictLimit, type Verdict } from '../protocol/packet.ts'

/** One line of JSON of at most `verdictLimit` bytes. If it is too long, the message is cut first, then the next command. */
export function renderVerdict(verdict: Verdict): string {
  for (let length = verdict.message.length; length >= 0; length -= 16) {
    const line = JSON.stringify({ ...verdict, message: cut(verdict.message, length) })
    if (Buffer.byteLength(line) <= verdictLimit) return line
  }
  const { next: _next, ...short } = verdict
  return JSON.stringify({ ...short, message: cut(verdict.message, 80) })
}

function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, Math.max(0, length - 1)).replace(/[\ud800-\udbff]$/, '')}…`
}
