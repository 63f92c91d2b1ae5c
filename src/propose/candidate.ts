import { objectsAt, textAt, textMapAt } from '../manifest/fields.ts'
import type { JsonObject } from '../manifest/manifest.ts'
import type { Found } from './repository.ts'

/** Words in variables for work that a second copy of the application would also start by itself. */
const active = /CONSUM|WORKER|CELERY|SCHEDUL|CRON|QUEUE|BACKGROUND|LEADER|LISTENER|OUTBOX|JOBS|POLL/
const opposites: Readonly<Record<string, string>> = {
  on: 'off',
  true: 'false',
  yes: 'no',
  enabled: 'disabled',
  '1': '0',
}

/** Switches that are on, each with the value that turns it off. */
export function switchesOf(
  container: JsonObject | undefined,
  objects: readonly Found[],
): Readonly<Record<string, string>> {
  const switches: Record<string, string> = {}
  for (const [name, value] of variablesOf(container, objects)) {
    const off = opposites[value.toLowerCase()]
    if (off !== undefined && active.test(name.toUpperCase())) switches[name] = off
  }
  return switches
}

/** Only literals and values from ConfigMaps of the repository: other values are unknown here. */
function variablesOf(container: JsonObject | undefined, objects: readonly Found[]): [string, string][] {
  const own = objectsAt(container, 'env').flatMap((variable): [string, string][] => {
    const [name, value] = [textAt(variable, 'name'), textAt(variable, 'value')]
    return name === undefined || value === undefined ? [] : [[name, value]]
  })
  const maps = objectsAt(container, 'envFrom').flatMap((source) => {
    const name = textAt(source, 'configMapRef', 'name')
    return objects.filter(({ manifest }) => manifest.kind === 'ConfigMap' && manifest.metadata.name === name)
  })
  return [...maps.flatMap(({ manifest }) => Object.entries(textMapAt(manifest, 'data'))), ...own]
}
