import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { TestContext } from 'node:test'
import { applyOutput } from '../../../src/project/output/apply-output.ts'
import { outputFolder } from '../../../src/cli/output-folder.ts'
import { type OutputFolder } from '../../../src/project/output/output-folder.ts'
import { planOutput, type OutputPlan } from '../../../src/project/output/plan-output.ts'
import { readState } from '../../../src/project/output/state.ts'
import { summed } from '../../../src/project/output/summed.ts'
import { diskTree } from '../../../src/connect/disk.ts'

/** Path → text. */
export type Files = Readonly<Record<string, string>>

export function emptyFolder(t: TestContext): string {
  const root = mkdtempSync(join(tmpdir(), 'wavec-'))
  t.after(() => rmSync(root, { recursive: true, force: true }))
  return root
}

export function write(root: string, files: Files): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
}

/** Each file below a folder; an empty folder is listed with a final `/`. */
export function read(root: string, folder = ''): Files {
  const files: Record<string, string> = {}
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`
    if (!entry.isDirectory()) files[path] = readFileSync(join(root, path), 'utf8')
    else if (readdirSync(join(root, path)).length === 0) files[`${path}/`] = ''
    else Object.assign(files, read(root, path))
  }
  return files
}

/** One run of the writer over `manifests/` in `root`; with conflicts it only plans. */
export function run(root: string, wanted: Files, folder: OutputFolder = outputFolder(root)): OutputPlan {
  const tree = diskTree(root)
  const state = readState(tree)
  const files = Object.entries(wanted).map(([path, text]) => summed({ path, text }))
  const plan = planOutput({ files, version: '0.1.0' }, state, (path) => tree.read(path))
  if (plan.conflicts.length === 0) applyOutput(plan, state, '0.1.0', folder)
  return plan
}
