import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { randomFrom, type Random } from './random.ts'
import { configMap, deployment, firstMigration, pipeline, secondMigration, service } from './texts.ts'

/** What differs from one service to the next. */
export interface Service {
  /** `svc-0001`: every name has the same length. */
  readonly name: string
  readonly replicas: number
  readonly salt: string
  readonly migrations: 1 | 2
}

/** Writes `waves/` for `count` services: Deployment, Service, ConfigMap, and a pipeline with one or two migrations. */
export function writeRepository(root: string, count: number, seed: number): void {
  const random = randomFrom(seed)
  for (let number = 1; number <= count; number++) {
    for (const [path, text] of Object.entries(filesOf(serviceOf(number, random)))) {
      const file = join(root, 'waves', path)
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, text)
    }
  }
}

function serviceOf(number: number, random: Random): Service {
  const name = `svc-${String(number).padStart(4, '0')}`
  return { name, replicas: 1 + random.next(3), salt: random.hex(16), migrations: random.next(2) === 0 ? 1 : 2 }
}

function filesOf(service_: Service): Readonly<Record<string, string>> {
  const { name, migrations } = service_
  return {
    [`${name}/pipeline.yaml`]: pipeline(service_),
    [`${name}/app/configmap.yaml`]: configMap(service_),
    [`${name}/app/deployment.yaml`]: deployment(service_),
    [`${name}/app/service.yaml`]: service(service_),
    [`${name}/migrations/V1__create_items.sql`]: firstMigration(service_),
    ...(migrations === 2 ? { [`${name}/migrations/V2__items_add_note.sql`]: secondMigration(service_) } : {}),
  }
}
