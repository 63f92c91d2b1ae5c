import type { Random } from '../repository/random.ts'

/** JSON with one to three values of another type, of another place, gone or twice, and still JSON; any other text as it is. */
export function mutateJson(text: string, random: Random): string {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    // An earlier mutation broke it.
    return text
  }
  const places: Place[] = []
  collect(json, places)
  for (let count = 1 + random.next(3); count > 0; count--) {
    const place = places[random.next(places.length)]
    if (place !== undefined) change(place, places, random)
  }
  return JSON.stringify(json)
}

interface Place {
  readonly holder: object
  readonly key: string
}

function collect(json: unknown, places: Place[]): void {
  if (typeof json !== 'object' || json === null) return
  for (const [key, value] of Object.entries(json)) {
    places.push({ holder: json, key })
    collect(value, places)
  }
}

function change({ holder, key }: Place, places: readonly Place[], random: Random): void {
  const other = places[random.next(places.length)]
  const value: unknown = Reflect.get(holder, key)
  switch (random.next(6)) {
    case 0:
      Reflect.deleteProperty(holder, key)
      break
    case 1:
      Reflect.set(holder, `${key}${random.next(9)}`, value)
      break
    case 2:
      // A copy: the value itself could end inside of itself.
      if (other !== undefined) Reflect.set(holder, key, copyOf(Reflect.get(other.holder, other.key)))
      break
    default:
      Reflect.set(holder, key, odd[random.next(odd.length)])
  }
}

function copyOf(value: unknown): unknown {
  return value === undefined ? null : JSON.parse(JSON.stringify(value))
}

const odd: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1,
  0.5,
  65_536,
  2 ** 31,
  2 ** 53,
  1e308,
  '',
  ' ',
  '\n',
  '\0',
  '\ud800',
  '\u001b[2J',
  'x'.repeat(10_000),
  '../../etc/passwd',
  '/',
  'select 1; drop table x',
  'http://[::1',
  'file:///etc/passwd',
  '__proto__',
  'constructor',
  'sql',
  'flyway',
  'closed',
  [],
  {},
  [[]],
  [null],
  { '': '' },
]
