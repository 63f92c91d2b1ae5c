import { diskTree } from '../../connect/disk.ts'
import { set as setRelease, withdraw } from '../../project/set.ts'
import { wavesFolder } from '../../project/places.ts'
import { misused, wavec } from '../../project/usage.ts'
import { textLines, tally, columns } from '../../report/index.ts'
import { alone } from '../alone.ts'
import type { Answer, Command, Invocation } from '../command.ts'
import { inTree } from '../in-tree.ts'
import { repositoryOptions } from '../options.ts'
import { painterFor } from '../print/paint.ts'
import { findRoot, type Root } from '../root.ts'
import { writeTexts } from '../write-texts.ts'

export const set: Command = {
  summary: 'bumps the release of a pipeline: spec, workload image and migration image together',
  operand: 'NAME',
  details: `Edits the YAML in place, keeping comments and layout. If the result would not compile, nothing is written. An image that is
pinned by digest must be named.

--withdraw is for a migration that failed everywhere and was reverted: its version is free again, and preflight refuses a
database that has it.`,
  options: {
    release: { value: 'RELEASE', about: 'the new release, e.g. v2.4.0' },
    image: { value: 'IMAGE', about: "the workload's new image (default: the one it has, with the release as tag)" },
    'migrations-image': { value: 'IMAGE', about: 'the new image of the migrations, if an image holds them' },
    withdraw: { value: 'FILE', about: 'in place of a release: a migration that shipped, and that no database has' },
    environment: { value: 'NAME', about: 'only this environment (default: all of them)' },
    root: repositoryOptions.root,
  },
  run: runSet,
}

function runSet(invocation: Invocation): Promise<Answer> {
  const root = findRoot(invocation.options['root'], invocation.cwd)
  return alone(root.path, () => setIn(root, invocation))
}

function setIn(root: Root, { operands, options, cwd, colour, renderer }: Invocation): Answer {
  const [operand] = operands
  const { release, withdraw: migration, environment } = options
  if (operand === undefined || (release === undefined) === (migration === undefined))
    throw misused(
      'set: name the pipeline, and a release or a migration to withdraw',
      `${wavec} set orders --release v2.4.0`,
    )
  const tree = diskTree(root.path)
  const named = { pipeline: operand, path: inTree(root.path, cwd, operand), environment }
  const answer =
    migration === undefined
      ? setRelease(tree, {
          ...named,
          release: release ?? '',
          image: options['image'],
          migrationsImage: options['migrations-image'],
          renderer,
        })
      : withdraw(tree, { ...named, migration })
  const check = root.command('check')
  switch (answer.kind) {
    case 'current':
      return { output: [`${operand} is at ${release} already`, `next: ${check}`], exit: 0 }
    case 'refused': {
      const { diagnostics, textOf } = answer
      const summary = `${tally(diagnostics, 1)} · nothing written · exit 1`
      const report = textLines({ diagnostics, textOf, summary, styles: painterFor(colour) })
      return { output: [...report, `next: ${check}`], exit: 1 }
    }
    case 'edited': {
      writeTexts(root.path, answer.texts)
      const rows = answer.changes.map(({ file, what, before, after }) => [file, what, `${before} → ${after}`])
      const next = `${root.command('compile')} && ${root.git} add ${wavesFolder} manifests`
      return { output: [...columns(rows), `next: ${next}`], exit: 0 }
    }
  }
}
