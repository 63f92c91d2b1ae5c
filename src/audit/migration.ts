import { isJob, type Subject } from './subject.ts'

/** Words that people and tools use for a schema migration. */
const migrating =
  /migrat|flyway|liquibase|alembic|\bgoose\b|dbmate|sqitch|schemahero|\batlas\b|db[:_-](?:init|setup|upgrade|schema|prepare)|(?:init|setup|upgrade|update|create)[_-](?:db|database|schema)|\bprisma\b/i

/** A Job that seems to migrate a database, where a concurrent run or a skipped one breaks something. */
export function looksLikeMigration(subject: Subject): boolean {
  if (!isJob(subject)) return false
  return migrating.test(subject.manifest.metadata.name) || subject.containers.some(({ words }) => migrating.test(words))
}
