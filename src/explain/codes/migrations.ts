import type { Pages } from './pages.ts'

export const migrations = {
  'migrations/bad-name': {
    condition: 'The name of a file in the migrations folder is not one that the tool applies.',
    effect: 'The tool would silently skip it, and the release would run on a schema that lacks it.',
    workaround:
      'Name it V<version>__<description>.sql (applied once, in version order) or R__<description>.sql (applied again when it changes).',
    bad: 'migrations/V4_add_theme.sql',
    good: 'migrations/V4__add_theme.sql',
  },
  'migrations/copy-from-stdin': {
    condition: 'With tool sql, a migration contains COPY … FROM STDIN.',
    effect:
      'The rows follow the statement in a stream, which psql has and a migration has not. The runner refuses the file.',
    workaround: 'Write the rows as INSERT … VALUES, for example with pg_dump --inserts.',
    bad: 'copy sizes (code) from stdin;\ns\n\\.',
    good: "insert into sizes (code) values ('s');",
  },
  'migrations/duplicate-version': {
    condition: 'Two files have the same version: 1, 1.0 and 01 are equal.',
    effect: 'The tool stops at the first of them, in the middle of a release.',
    workaround: 'Give the newer file the next free version. After a merge, that is the file of your branch.',
    bad: 'V4__add_theme.sql\nV4.0__add_note.sql',
    good: 'V4__add_theme.sql\nV5__add_note.sql',
  },
  'migrations/edited': {
    condition: 'The text of a migration differs from the one that shipped, by the checksum in pipeline.lock.',
    effect:
      'The new text does not change a database that already has the migration, and the tool refuses the release there. A new database gets a different schema than the old ones.',
    workaround:
      'Restore the text and put the change in a new migration. If the old text was never applied anywhere (it shipped and failed), say so in the file: -- wavec:ignore migrations/edited REASON. A migration has shipped once pipeline.lock of the default branch names it. You may edit what your branch adds until it is merged.',
    bad: 'V4__add_theme.sql, shipped with v2.3.1, now with a default',
    good: 'V4__add_theme.sql as it was, and V5__theme_default.sql',
  },
  'migrations/edited-unchecked': {
    condition: 'The text of a migration differs from the one that shipped, and its tool compares no checksums.',
    effect: 'Databases that have it keep what the old text did, and nothing reports it. New ones get the new text.',
    workaround: 'If the edit changes what the migration does, restore it and write a new one.',
  },
  'migrations/empty-folder': {
    condition: 'The migrations folder contains no versioned and no repeatable file.',
    effect: 'The migrate Job would succeed and prove nothing. Usually the path is wrong.',
    workaround: 'Point migrations.path at the folder, or add the first migration.',
  },
  'migrations/image-not-pinned': {
    condition: 'With delivery: image, the image with the migrations is pinned only by a tag.',
    effect: 'A tag can be pushed again, so what is applied can differ from what was reviewed.',
    workaround: 'Pin the image by its digest.',
    bad: 'image: ghcr.io/acme/orders-migrations:v2.3.1',
    good: 'image: ghcr.io/acme/orders-migrations@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  },
  'migrations/lock-unreadable': {
    condition: 'pipeline.lock is not what wavec wrote: it was edited by hand or has merge conflict markers.',
    effect: 'wavec does not know what has shipped, so an edited migration would pass as a new one.',
    workaround: 'Restore it from git: git checkout HEAD -- waves/NAME/pipeline.lock. Then run wavec compile.',
  },
  'migrations/misread': {
    condition: 'With tool sql, a migration sets client_encoding or standard_conforming_strings.',
    effect:
      'wavec sends files as UTF-8 with standard_conforming_strings = on. After another value the server would store or split the rest of the file differently than it is written, so the runner refuses the file.',
    workaround: 'Remove the setting, and save the file as UTF-8: iconv -f latin1 -t utf-8 FILE.',
    bad: "set client_encoding = 'LATIN1';",
    good: "set client_encoding = 'UTF8';",
  },
  'migrations/moving-tag': {
    condition: 'The image of the migration tool has no tag, or one that is meant to be pushed again, such as latest.',
    effect: 'The same commit would migrate with other code on another day or another node.',
    workaround: 'Use a version tag, or better, a digest.',
    bad: 'image: flyway/flyway:latest',
    good: 'image: flyway/flyway:11.10.0-alpine',
  },
  'migrations/no-image': {
    condition: 'delivery is image, but migrations.image is not set.',
    effect: 'The migrations cannot be found.',
    workaround:
      'Build the image (wavec writes its Dockerfile next to the manifests) and set migrations.image to its digest.',
  },
  'migrations/out-of-order': {
    condition: 'A new migration sorts before one that has shipped.',
    effect:
      'Databases with the newer one are past it: the tool refuses to go back, or applies the two in another order than on a new database.',
    workaround: 'Give it the next free version. After a merge, nothing else is usually wrong.',
    bad: 'V4__add_note.sql, and V5__add_theme.sql has shipped',
    good: 'V6__add_note.sql',
  },
  'migrations/read-only': {
    condition: 'With tool sql, a migration makes its transaction, or those after it, read-only.',
    effect:
      'The ledger records a file in the transaction of the file, so a file that makes it read-only could never be recorded as applied. The runner refuses it.',
    workaround: 'Remove READ ONLY. For a query that must not write, use expect: it runs read-only.',
    bad: 'set transaction read only;',
    good: 'set transaction isolation level serializable;',
  },
  'migrations/removed': {
    condition: 'The file of a shipped migration is gone, but a newer one still has its file.',
    effect:
      'The tool finds it applied but has no file for it, and stops. A new database would never get its changes. (The newest ones may be removed together: a rollback is a release, and pipeline.lock then lists them as withdrawn.)',
    workaround:
      'Restore the file under its old name. Undo its changes with a new migration, never by removing it. If it failed everywhere and no database has it, declare that: npx wavec set PIPELINE --withdraw FILE. pipeline.lock then lists it as abandoned, its version is free again, and preflight refuses a database that has it.',
  },
  'migrations/too-large': {
    condition: 'A single migration does not fit into a ConfigMap.',
    effect:
      'Client-side apply stores the whole object in an annotation of at most 262,144 bytes, so the apply would be refused.',
    workaround: 'Set migrations.delivery: image, or split the file.',
    bad: 'migrations: { tool: flyway, path: migrations }',
    good: 'migrations: { tool: flyway, path: migrations, delivery: image, image: "ghcr.io/acme/orders-migrations@sha256:…" }',
  },
  'migrations/transaction-control': {
    condition:
      'With tool sql, a migration begins, ends or marks a transaction: BEGIN, COMMIT, ROLLBACK, SAVEPOINT, PREPARE TRANSACTION and their relatives, also COMMIT or ROLLBACK in a DO block or in a procedure that it calls.',
    effect:
      'Each file is one transaction with its row in the ledger. If the file ended it, what it did would be committed, or lost, without the row that says so. The runner refuses the file before anything is applied.',
    workaround:
      'Remove it, or split the file: each file commits by itself. For rows in batches, write one statement for each range of the key and end the file with VACUUM.',
    bad: "create table sizes (code text);\nprepare transaction 'sizes';",
    good: 'create table sizes (code text);',
  },
  'migrations/unnamed-index': {
    condition: 'With tool sql, an index is built CONCURRENTLY without a name.',
    effect: 'After an interrupted build the runner could not find the index again, so it refuses the file.',
    workaround: 'Name the index.',
    bad: 'create index concurrently on orders (note);',
    good: 'create index concurrently orders_note_idx on orders (note);',
  },
} satisfies Pages<'migrations'>
