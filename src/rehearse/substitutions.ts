/**
 * Everything that a rehearsal replaces. Otherwise a container's command, args, env and Step are used as in the manifest.
 * `inPlaceOf` and `what` become one printed line.
 */
export const substitutions = {
  runner: 'this wavec, each container as its own process',
  node: 'the Node of this machine,',
  standIn: 'a stand-in that answers what probes and checks expect: the application itself is not proved',
  program: 'not run: its program exists only in the image',
  tool: 'the program of this machine',
  named: 'the program that rehearse.programs names,',
  baked: 'the files that it is built from,',
  engine: "wavec's own engine: the files are proved, the tool is not",
  database: 'the server of this rehearsal',
  secret: 'made-up values',
  mount: 'a folder below',
  terminationLog: 'a file next to the pod',
  address: 'localhost',
  noServer: 'a local port on which no server listens: no earlier version serves here',
  cluster: 'nothing: there is no Kubernetes API and no token here, so restarts and Jobs are not observed',
  serverVersion: 'the installed version,',
  backoff: 'no pause before the next attempt',
  tls: 'no TLS: the connection does not leave this machine',
  failure: 'a failure, because --fail asks for it',
} as const satisfies Readonly<Record<string, string>>

export type Substitution = keyof typeof substitutions

/** Records what was replaced, in the order of first use. */
export interface Substituted {
  readonly note: (kind: Substitution, inPlaceOf: string, detail?: string) => void
  readonly lines: () => readonly (readonly [string, string])[]
}

export function newSubstituted(): Substituted {
  const noted = new Map<
    string,
    { readonly kind: Substitution; readonly detail: string; readonly places: Set<string> }
  >()
  return {
    note: (kind, inPlaceOf, detail = '') => {
      const key = `${kind} ${detail}`
      const known = noted.get(key) ?? { kind, detail, places: new Set<string>() }
      known.places.add(inPlaceOf)
      noted.set(key, known)
    },
    lines: () =>
      [...noted.values()].map(({ kind, detail, places }) => [
        [...places].join(', '),
        detail === '' ? substitutions[kind] : `${substitutions[kind]} ${detail}`,
      ]),
  }
}
