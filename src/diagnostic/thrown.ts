/** What may be said of a property of an error. The values of all others may be rows or credentials: only their names are. */
const harmless: ReadonlySet<string> = new Set(
  'code errno syscall signal status exitCode exit severity routine line column position address port type'.split(' '),
)

const [mostLines, mostColumns, mostCauses] = [60, 1000, 5] as const

/** A value that was thrown, as lines for a report of a bug: name, message, stack, properties, the errors inside it, its cause. */
export function thrownLines(thrown: unknown): readonly string[] {
  const lines = linesOf(thrown, mostCauses).map((line) =>
    line.length > mostColumns ? `${line.slice(0, mostColumns)}…` : line,
  )
  return lines.length > mostLines ? [...lines.slice(0, mostLines), `… ${lines.length - mostLines} more lines`] : lines
}

/** The same in one line. */
export function thrownText(thrown: unknown): string {
  if (!isObject(thrown)) return primitiveText(thrown)
  const { name, message } = titleOf(thrown)
  if (message !== '') return thrown instanceof Error ? message : `${name}: ${message}`
  const inner = errorsIn(thrown).map(thrownText)
  return inner.length > 0 ? inner.join(', ') : name
}

function linesOf(thrown: unknown, causes: number): readonly string[] {
  if (!isObject(thrown)) return [`thrown: ${primitiveText(thrown)}`]
  const properties = propertiesOf(thrown)
  // One that is null says nothing.
  const cause = valueOf(thrown, 'cause') ?? undefined
  const inner = [
    ...errorsIn(thrown).map((each, index) => [`error ${index + 1}`, each] as const),
    ...(cause === undefined ? [] : [['caused by', cause] as const]),
  ]
  return [
    ...headOf(thrown),
    ...(properties === '' ? [] : [`    ${properties}`]),
    ...(causes === 0
      ? inner.map(([title]) => `  ${title}: …`)
      : inner.flatMap(([title, each]) => {
          const [first = '', ...rest] = linesOf(each, causes - 1)
          return [`  ${title}: ${first}`, ...rest.map((line) => `  ${line}`)]
        })),
  ]
}

/** V8's stack begins with name and message; that of others may lack them. */
function headOf(thrown: object): readonly string[] {
  const { name, message } = titleOf(thrown)
  const title = message === '' ? name : `${name}: ${message}`
  const stack = textOf(thrown, 'stack')
  const isWhole = stack.includes(message) && stack.includes(name)
  const text = stack === '' ? title : isWhole ? stack : `${title}\n${stack}`
  const lines = text.split('\n').filter((line) => line !== '')
  return thrown instanceof Error ? lines : [`thrown: ${lines[0] ?? ''}`, ...lines.slice(1)]
}

function titleOf(thrown: object): { readonly name: string; readonly message: string } {
  const made = textOf(valueOf(thrown, 'constructor'), 'name')
  const own = textOf(thrown, 'name')
  const name = own !== '' && own !== 'Error' ? own : made !== '' ? made : own
  return { name: name === '' || name === 'Object' ? 'an object' : name, message: textOf(thrown, 'message') }
}

const inTitle: ReadonlySet<string> = new Set(['name', 'message', 'stack', 'cause', 'errors', 'constructor'])

function propertiesOf(thrown: object): string {
  const names = Object.keys(thrown).filter((name) => !inTitle.has(name))
  return names.map((name) => `${name}: ${shown(name, valueOf(thrown, name))}`).join(', ')
}

function shown(name: string, value: unknown): string {
  if (typeof value === 'function') return 'a function'
  if (isObject(value)) return Array.isArray(value) ? 'a list' : 'an object'
  return harmless.has(name) || typeof value === 'boolean' || value === null || value === undefined
    ? primitiveText(value)
    : `a ${typeof value}`
}

function errorsIn(thrown: object): readonly unknown[] {
  const errors = valueOf(thrown, 'errors')
  return Array.isArray(errors) ? errors : []
}

function textOf(thrown: unknown, name: string): string {
  const value = isObject(thrown) ? valueOf(thrown, name) : undefined
  return typeof value === 'string' ? value : ''
}

/** Nothing that is thrown while an error is printed may hide it: a getter or a proxy can throw too. */
function valueOf(thrown: object, name: string): unknown {
  try {
    return Reflect.get(thrown, name)
  } catch {
    return undefined
  }
}

function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function'
}

function primitiveText(value: unknown): string {
  if (typeof value === 'string') return value === '' ? 'an empty text' : value
  return typeof value === 'bigint' ? `${value}n` : String(value)
}
