import { at, objectsAt, textAt } from './fields.ts'
import type { Json, JsonObject } from './manifest.ts'

/** A port's number, whether it is given by number or by the name of one of the container's ports. */
export function portNumber(container: JsonObject, port: Json | undefined): number | undefined {
  if (typeof port === 'number') return port
  const named = objectsAt(container, 'ports').find((entry) => textAt(entry, 'name') === port)
  const number = at(named, 'containerPort')
  if (typeof number === 'number') return number
  return typeof port === 'string' && /^\d+$/.test(port) ? Number(port) : undefined
}

/** What a check means that names no port: the container's only one, else the one named http. */
export function standardPort(container: JsonObject): number | undefined {
  const ports = objectsAt(container, 'ports')
  const standard = ports.length === 1 ? ports[0] : ports.find((entry) => textAt(entry, 'name') === 'http')
  const number = at(standard, 'containerPort')
  return typeof number === 'number' ? number : undefined
}
