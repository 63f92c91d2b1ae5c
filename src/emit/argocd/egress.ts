import { at, objectsAt, textAt } from '../../manifest/fields.ts'
import type { JsonObject } from '../../manifest/manifest.ts'

/** 5353 is where OpenShift's DNS pods listen: a rule is matched after the Service's address is translated. */
const dnsPorts = [53, 5353]

/**
 * The part of an egress rule that leads to DNS or to the database; undefined if there is none. Without a known port, the
 * part is unknown, and the rule stays whole.
 */
export function towardsDatabase(rule: JsonObject, database: number | undefined): JsonObject | undefined {
  if (database === undefined) return rule
  const ports = objectsAt(rule, 'ports')
  // A rule without ports is for all of them.
  const all: readonly JsonObject[] = ports.length === 0 ? [{ protocol: 'UDP' }, { protocol: 'TCP' }] : ports
  const kept = all.flatMap((port) => narrowed(port, database))
  return kept.length === 0 ? undefined : { ...rule, ports: kept }
}

function narrowed(entry: JsonObject, database: number): readonly JsonObject[] {
  const protocol = textAt(entry, 'protocol') ?? 'TCP'
  const wanted = protocol === 'TCP' ? [...dnsPorts, database] : protocol === 'UDP' ? dnsPorts : []
  const port = at(entry, 'port')
  // A name means a port of the pod at the other end, which may be the database's.
  if (typeof port === 'string') return wanted.length === 0 ? [] : [entry]
  const last = at(entry, 'endPort')
  const first = typeof port === 'number' ? port : 0
  const end = typeof port !== 'number' ? 65_535 : typeof last === 'number' ? last : port
  return wanted.filter((each) => first <= each && each <= end).map((each) => ({ protocol, port: each }))
}
