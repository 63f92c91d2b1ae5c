import type { Pages } from './pages.ts'

export const source = {
  'source/not-found': {
    condition: 'A path that the spec or the command line names does not exist.',
    effect: 'The manifests would lack what the path provides: migrations that never run, a workload that is missing.',
    workaround: 'Correct the path. Paths in a spec are relative to the folder of the spec, and case matters.',
    bad: 'migrations: { tool: flyway, path: migration }',
    good: 'migrations: { tool: flyway, path: migrations }',
  },
  'source/outside': {
    condition:
      'A path leads out of the repository: through `..`, as an absolute path, with a backslash, or through a symbolic link.',
    effect: 'The result would depend on the machine that compiles, and private files could end up in git.',
    workaround:
      'Move or copy the files into the repository and name them relative to the folder of the spec, with `/`.',
    bad: 'workload: ../../../../etc/app',
    good: 'workload: app',
  },
  'source/circular': {
    condition:
      'A kustomization includes itself, through `resources`, `components` or any other field, directly or by way of others; or it includes a folder that it lies in.',
    effect:
      'kustomize refuses it and renders nothing, so that Argo CD applies nothing of it and reports a failed sync.',
    workaround: 'Delete the entry that leads back, or move what both need into a folder of its own.',
    bad: '# base/kustomization.yaml\nresources: [../overlay]\n# overlay/kustomization.yaml\nresources: [../base]',
    good: '# base/kustomization.yaml\nresources: [deployment.yaml]\n# overlay/kustomization.yaml\nresources: [../base]',
  },
  'source/is-directory': {
    condition: 'A folder is where a file is expected.',
    effect: 'There is no text to read.',
    workaround:
      'Name a file, or rename the folder if it takes the name of one (a folder called pipeline.yaml, for instance).',
  },
  'source/not-a-directory': {
    condition: 'A file is where a folder is expected, or a path continues below a file.',
    effect: 'There are no files to list: migrations always have a folder of their own.',
    workaround: 'Name the folder that contains the file.',
    bad: 'migrations: { tool: flyway, path: migrations/V1__init.sql }',
    good: 'migrations: { tool: flyway, path: migrations }',
  },
  'source/unreadable': {
    condition: 'The operating system refuses to read the file or folder: permissions, a special file, a broken disk.',
    effect: 'Its content is unknown, and wavec never compiles from part of its input.',
    workaround: 'Give the user that runs wavec the right to read it (chmod u+r FILE), or replace the file.',
  },
  'source/unprintable': {
    condition:
      'A name, a release, a path, an image or another text of a spec or a manifest contains a line break, another control character, a mark that reorders text (U+202E and the like) or a character without width. Also the name of a migration or of the folder of a spec. SQL, arguments and the values of variables may have several lines.',
    effect:
      'wavec, Argo CD and CI show these texts in lists and logs, where a line break starts a line that wavec never wrote, an escape sequence changes the terminal, and a reordering mark makes people read another text than the machine.',
    workaround:
      'Delete the character, and rename the file. A block scalar ends in a line break: begin it with `>-` or `|-`.',
    bad: 'release: "v2\\n::error title=failed::by a release"',
    good: 'release: v2',
  },
  'source/too-large': {
    condition: 'A spec is larger than 1 MiB (1,048,576 bytes). wavec checks the size before it reads the text.',
    effect: 'Reading it could use all the memory of a CI runner. A spec of that size was generated, or is a mistake.',
    workaround: 'Keep SQL, manifests and data in separate files and name their paths in the spec.',
  },
  'source/not-utf8': {
    condition: 'A file contains bytes that are not UTF-8, such as Latin-1 or UTF-16.',
    effect: 'Kubernetes accepts only UTF-8. Guessing the encoding would silently change names, SQL and checksums.',
    workaround: 'Save the file as UTF-8: iconv -f LATIN1 -t UTF-8 FILE > FILE.new. A byte order mark is accepted.',
  },
  'source/nul': {
    condition: 'A text file contains a NUL character (a zero byte).',
    effect: 'YAML, SQL and ConfigMaps do not allow NUL: the file is binary or UTF-16, or a crash cut it off.',
    workaround: 'Restore the file (git checkout -- FILE) or save it as UTF-8 text.',
  },
} satisfies Pages<'source'>
