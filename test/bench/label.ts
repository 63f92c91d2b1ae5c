/**
 * `npm run label`: measures on real servers every case that has no label yet, and writes the labels beside the cases.
 * Arguments select cases to measure again, by a part of `set/name`. Both sets on both majors take half an hour.
 */
import { caseSets, readCases, type CaseSet, type SqlCase } from './sql/case.ts'
import { measure, type Measured } from './sql/label/measure.ts'
import { labelMajors, type LabelMajor } from './sql/label/majors.ts'
import { openLabelServer, type LabelServer } from './sql/label/server.ts'
import { isBorderline, labelOf } from './sql/label/verdict.ts'
import { readLabels, writeLabels, type Label } from './sql/labels.ts'

const words = process.argv.slice(2)

for (const major of labelMajors) await labelOn(major)

async function labelOn(major: LabelMajor): Promise<void> {
  await using server = await openLabelServer(major)
  for (const set of caseSets) await labelSet(server, major, set)
}

async function labelSet(server: LabelServer, major: LabelMajor, set: CaseSet): Promise<void> {
  const cases = readCases(set)
  const labels = readLabels(set)
  const isWanted = ({ name }: SqlCase): boolean =>
    words.length === 0 ? labels.get(name)?.has(major) !== true : words.some((word) => `${set}/${name}`.includes(word))
  for (const subject of cases.filter(isWanted)) {
    process.stderr.write(`${major}  ${set}/${subject.name}  `)
    const label = await labelCase(server, subject)
    process.stderr.write(`${label.verdict}  ${label.evidence}\n`)
    keep(cases, { set, name: subject.name, major, label })
  }
}

/** A case near the threshold is measured several times. */
async function labelCase(server: LabelServer, subject: SqlCase): Promise<Label> {
  const measurements: Measured[] = []
  do measurements.push(await measure(server, subject))
  while (measurements.length < 5 && measurements.some(isBorderline))
  return labelOf(measurements)
}

interface Found {
  readonly set: CaseSet
  readonly name: string
  readonly major: LabelMajor
  readonly label: Label
}

/** Writes after each case, so that an interrupted run loses nothing, and drops the labels of deleted cases. */
function keep(cases: readonly SqlCase[], { set, name, major, label }: Found): void {
  const labels = new Map([...readLabels(set)].filter(([known]) => cases.some((each) => each.name === known)))
  labels.set(name, new Map([...(labels.get(name) ?? []), [major, label]]))
  writeLabels(set, labels)
}
