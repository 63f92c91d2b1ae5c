import { styleText } from 'node:util'
import type { Painter, Style } from '../../report/index.ts'
import type { Surroundings } from '../command.ts'

const looks = {
  error: 'red',
  warning: 'yellow',
  note: 'blue',
  place: 'bold',
  dim: 'dim',
} as const satisfies Record<Style, Parameters<typeof styleText>[0]>

export function painterFor(colour: Surroundings['colour']): Painter {
  return colour === 'on' ? (style, text) => styleText(looks[style], text, { validateStream: false }) : (_, text) => text
}
