import type { Pages } from './pages.ts'

export const source = {
  'source/not-found': {
    condition: 'A path that the spec names, or that wavec was told to read, does not exist.',
    effect:
      'The manifests would lack what the path was meant to bring: migrations that never run, a workload that is gone.',
    workaround: 'Correct the path. Paths in a spec start at the folder that holds the spec; letter case counts.',
    bad: 'migrations: { tool: flyway, path: migration }',
    good: 'migrations: { tool: flyway, path: migrations }',
  },
  'source/outside': {
    condition:
      'A path leads out of the repository: by `..`, as an absolute path, with a backslash, or through a symbolic link.',
    effect:
      'The result would depend on the machine that compiles, and files that nobody meant to publish could end up in git.',
    workaround:
      'Move or copy the files into the repository and name them relative to the folder of the spec, with `/`.',
    bad: 'workload: ../../../../etc/app',
    good: 'workload: app',
  },
  'source/is-directory': {
    condition: 'A folder stands where a file is expected.',
    effect: 'There is no text to read.',
    workaround:
      'Name a file, or rename the folder if it stands in the way of one (a folder called pipeline.yaml, for instance).',
  },
  'source/not-a-directory': {
    condition: 'A file stands where a folder is expected, or a path goes on below a file.',
    effect: 'There are no files to list; migrations always live in a folder of their own.',
    workaround: 'Name the folder that holds the file.',
    bad: 'migrations: { tool: flyway, path: migrations/V1__init.sql }',
    good: 'migrations: { tool: flyway, path: migrations }',
  },
  'source/unreadable': {
    condition: 'The operating system refuses to read the file or folder: permissions, a special file, a broken disk.',
    effect: 'What it holds is unknown, and wavec never compiles from a part of its input.',
    workaround: 'Give the user that runs wavec the right to read it (chmod u+r FILE), or replace the file.',
  },
  'source/too-large': {
    condition: 'A spec is larger than 1 MiB (1,048,576 bytes). The size is looked at before the text is.',
    effect: 'Reading it could take all memory of a CI runner; a spec of that size was made by a program or by mistake.',
    workaround: 'Keep SQL, manifests and data in files of their own and name their paths in the spec.',
  },
  'source/not-utf8': {
    condition: 'A file holds bytes that are not UTF-8, for instance Latin-1 or UTF-16.',
    effect:
      'Kubernetes accepts UTF-8 only; guessing the encoding would change names, SQL and checksums without a word.',
    workaround: 'Save the file as UTF-8: iconv -f LATIN1 -t UTF-8 FILE > FILE.new. A byte order mark is accepted.',
  },
  'source/nul': {
    condition: 'A text file holds a NUL character (a zero byte).',
    effect: 'YAML, SQL and ConfigMaps have no NUL: the file is binary, UTF-16, or was cut off by a crash.',
    workaround: 'Restore the file (git checkout -- FILE) or save it as UTF-8 text.',
  },
} satisfies Pages<'source'>
