import { isJob, type Subject } from './subject.ts'

/** Words by which people and tools name a change of a database's schema. */
const migrating =
  /migrat|flyway|liquibase|alembic|\bgoose\b|dbmate|sqitch|schemahero|\batlas\b|db[:_-](?:init|setup|upgrade|schema|prepare)|(?:init|setup|upgrade|update|create)[_-](?:db|database|schema)|\bprisma\b/i

/** A Job that looks as if it changed a database: then a second run at the same time, or none at all, is an accident. */
export function looksLikeMigration(subject: Subject): boolean {
  if (!isJob(subject)) return false
  return migrating.test(subject.manifest.metadata.name) || subject.containers.some(({ words }) => migrating.test(words))
}
