import { randomUUID } from 'node:crypto'
import { painted, type Ink } from '../../diagnostic/line.ts'
import type { Painter, Style } from '../../report/index.ts'
import type { Surroundings } from '../command.ts'

/** Drawn at every start, so that no text that was written before can hold it. */
export const ink: Ink = randomUUID()

type Sequence = readonly [begin: number, end: number]
type Look = 'green' | 'red' | 'yellow' | 'blue' | 'dim' | 'bold'

const sequences: Readonly<Record<Look, Sequence>> = {
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  blue: [34, 39],
  bold: [1, 22],
  dim: [2, 22],
}

const looks = {
  error: 'red',
  warning: 'yellow',
  note: 'blue',
  place: 'bold',
  dim: 'dim',
} as const satisfies Record<Style, Look>

export function painterFor(colour: Surroundings['colour']): Painter {
  const paint = paintFor(colour)
  return (style, text) => paint(looks[style], text)
}

export function paintFor(colour: Surroundings['colour']): (look: Look, text: string) => string {
  return colour === 'on' ? (look, text) => painted(ink, sequences[look], text) : (_, text) => text
}
