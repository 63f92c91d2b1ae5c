import type { Pages } from './pages.ts'

export const migrations = {
  'migrations/bad-name': {
    condition: 'A file in the migrations folder has a name that the tool does not pick up.',
    effect: 'The tool would skip it without a word, and the release would run on a schema that lacks it.',
    workaround:
      'Name it V<version>__<description>.sql (applied once, in version order) or R__<description>.sql (applied again when it changes).',
    bad: 'migrations/V4_add_theme.sql',
    good: 'migrations/V4__add_theme.sql',
  },
  'migrations/duplicate-version': {
    condition: 'Two files carry the same version; 1, 1.0 and 01 are the same.',
    effect: 'The tool stops at the first of them, in the middle of a release.',
    workaround: 'Give the newer file the next free version. After a merge, that is the one of your branch.',
    bad: 'V4__add_theme.sql\nV4.0__add_note.sql',
    good: 'V4__add_theme.sql\nV5__add_note.sql',
  },
  'migrations/edited': {
    condition: 'A migration has another text than the one with which it shipped, by the checksum in pipeline.lock.',
    effect:
      'A database that has it already is not changed by the new text, and the tool refuses the release there; a new database gets another schema than the old ones.',
    workaround:
      'Restore the text and put the change in a new migration. If the old text never got through anywhere (it shipped and failed), say so in the file: -- wavec:ignore migrations/edited REASON. A migration has shipped when pipeline.lock of the default branch names it; what your branch adds may be edited until it is merged.',
    bad: 'V4__add_theme.sql, shipped with v2.3.1, now with a default',
    good: 'V4__add_theme.sql as it was, and V5__theme_default.sql',
  },
  'migrations/edited-unchecked': {
    condition: 'A migration has another text than the one with which it shipped, and its tool compares no checksums.',
    effect: 'Databases that have it keep what the old text did, and nothing will tell; new ones get the new text.',
    workaround: 'If the edit changes what the migration does, restore it and write a new one.',
  },
  'migrations/empty-folder': {
    condition: 'The migrations folder holds no versioned and no repeatable file.',
    effect: 'The migrate Job would succeed and prove nothing, most often because the path is wrong.',
    workaround: 'Point migrations.path at the folder, or add the first migration.',
  },
  'migrations/image-not-pinned': {
    condition: 'With delivery: image, the image that holds the migrations is pinned by a tag alone.',
    effect: 'A tag can be pushed again: what is applied may then differ from what was reviewed.',
    workaround: 'Pin the image by its digest.',
    bad: 'image: ghcr.io/acme/orders-migrations:v2.3.1',
    good: 'image: ghcr.io/acme/orders-migrations@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  },
  'migrations/lock-unreadable': {
    condition: 'pipeline.lock is not what wavec wrote: edited by hand, or left with the marks of a merge.',
    effect: 'What has shipped is not known, so an edited migration would pass for a new one.',
    workaround: 'Bring it back from git: git checkout HEAD -- waves/NAME/pipeline.lock. Then run wavec compile.',
  },
  'migrations/moving-tag': {
    condition: 'The image of the migration tool has no tag, or one that is meant to be pushed again, such as latest.',
    effect: 'The same commit would migrate with other code on another day, or on another node.',
    workaround: 'Use a version tag, or better a digest.',
    bad: 'image: flyway/flyway:latest',
    good: 'image: flyway/flyway:11.10.0-alpine',
  },
  'migrations/no-image': {
    condition: 'delivery: image, but migrations.image does not name one.',
    effect: 'Nothing says where the migrations are.',
    workaround:
      'Build the image (wavec writes its Dockerfile beside the manifests) and set migrations.image to its digest.',
  },
  'migrations/out-of-order': {
    condition: 'A new migration sorts before one that has shipped.',
    effect:
      'Databases that have the newer one are past it: the tool refuses to go back, or applies the two in another order than a new database does.',
    workaround: 'Give it the next free version. After a merge, that is usually all that is wrong.',
    bad: 'V4__add_note.sql, and V5__add_theme.sql has shipped',
    good: 'V6__add_note.sql',
  },
  'migrations/removed': {
    condition: 'A migration that shipped has no file any more, and a newer one has.',
    effect:
      'The tool finds it applied and has no file for it: it stops. A new database would never get what it did. (The newest ones may go, together: a rollback is a release, and pipeline.lock then calls them withdrawn.)',
    workaround:
      'Bring the file back under its old name. What it did is undone by a new migration, never by taking it away.',
  },
  'migrations/too-large': {
    condition: 'A single migration does not fit into a ConfigMap.',
    effect:
      'Client-side apply keeps the whole object in an annotation of at most 262,144 bytes; the apply would be refused.',
    workaround: 'Set migrations.delivery: image, or split the file.',
    bad: 'migrations: { tool: flyway, path: migrations }',
    good: 'migrations: { tool: flyway, path: migrations, delivery: image, image: "ghcr.io/acme/orders-migrations@sha256:…" }',
  },
} satisfies Pages<'migrations'>
