// What the licences of others ask for: the text of THIRD-PARTY-NOTICES, from what esbuild says is in the bundles. A package
// whose licence is missing or is not on the list fails the build, so that nothing of it is shipped.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** All allow what Apache-2.0 allows, and ask only for their notice. */
const allowedLicences = ['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT', 'PostgreSQL']

/**
 * What a package contains of others without their notices. Each text was compared with its source; for another version, look
 * again at what is in it.
 */
const contained = {
  // libpg-query.wasm: https://github.com/constructive-io/libpg-query-node/blob/main/full/18/Makefile names the C library,
  // whose vendor/ holds the next two; PostgreSQL's COPYRIGHT; emcc links its runtime and musl.
  'libpg-query 18.1.5': [
    { name: 'libpg_query', licence: 'BSD-3-Clause' },
    { name: 'PostgreSQL', licence: 'PostgreSQL' },
    { name: 'protobuf-c', licence: 'BSD-2-Clause' },
    { name: 'xxHash', licence: 'BSD-2-Clause' },
    { name: 'musl', licence: 'MIT' },
    { name: 'Emscripten', licence: 'MIT' },
  ],
}
const mustBeKnown = ['libpg-query']

const line = '='.repeat(80)

/** `bundles`: by the name of the file or folder that is shipped, esbuild's metafile. */
export function noticesOf(root, bundles) {
  const packages = packagesIn(root, bundles)
  const notices = packages.map(noticeOf)
  const problems = notices.flatMap((notice) => notice.problems)
  if (problems.length > 0) throw new LicenceError(problems)
  return [
    'wavec contains the packages that this file names. Each is followed by the files of wavec that it is in, and by its',
    'licence. libpg-query is in none of them: npm installs it beside wavec. The licence of wavec itself is in LICENSE.\n',
    ...packages.map(({ title, licence, places }) => `${title}, ${licence}: ${places.join(', ')}`),
    ...notices.map(({ text }) => text),
    '',
  ].join('\n')
}

export class LicenceError extends Error {
  constructor(problems) {
    super(problems.join('\n'))
    this.problems = problems
  }
}

function packagesIn(root, bundles) {
  const found = new Map()
  const add = (folder, place) => {
    const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    const title = `${name} ${version}`
    const known = found.get(title) ?? { folder, name, title, licence: license, places: new Set() }
    known.places.add(place)
    found.set(title, known)
  }
  for (const [place, { outputs }] of Object.entries(bundles)) {
    for (const { inputs, imports } of Object.values(outputs)) {
      for (const [path, { bytesInOutput }] of Object.entries(inputs))
        if (bytesInOutput > 0 && path.includes('node_modules/')) add(join(root, folderOf(path)), place)
      for (const { path, external } of imports) {
        const folder = join(root, 'node_modules', path)
        // pg-native, which pg loads where a user has it, is not installed.
        if (external && !isBuiltin(path) && existsSync(folder)) add(folder, `beside ${place}`)
      }
    }
  }
  return [...found.values()]
    .map((one) => ({ ...one, places: [...one.places].sort((a, b) => (a < b ? -1 : 1)) }))
    .sort((a, b) => (a.title < b.title ? -1 : 1))
}

/** Packages hold further package.json files, without a name. */
function folderOf(path) {
  return /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)[0]
}

function noticeOf({ folder, name, title, licence, places }) {
  const own = { title, licence, places, text: textIn(folder) }
  const parts = contained[title] ?? []
  const problems = []
  if (parts.length === 0 && mustBeKnown.includes(name))
    problems.push(`${title}: not known what it contains of others. next: look, and name it in bin/build-notices.mjs`)
  const all = [own, ...parts.map((part) => ({ title: part.name, licence: part.licence, text: textOf(part.name) }))]
  for (const one of all) {
    if (!allowedLicences.includes(one.licence))
      problems.push(`${one.title}: its licence, ${one.licence ?? 'none'}, is not one of ${allowedLicences.join(', ')}`)
    if (one.text === undefined)
      problems.push(`${one.title}: neither a LICENSE file nor a part of README.md has its text`)
  }
  const [head, ...rest] = all.map(({ text, ...one }) => `${one.title}\nLicence: ${one.licence}\n\n${text}`)
  return { problems, text: [`\n${line}\n${head}`, ...rest.map((text) => `\n${title} contains ${text}`)].join('\n') }
}

/** As the package ships it: its file or, where it has none, what its README.md says under that heading. */
function textIn(folder) {
  const names = readdirSync(folder).sort()
  const files = names.filter((name) => /^(licen[cs]e|copying|notice)([.-]|$)/i.test(name))
  if (files.length > 0) return files.map((name) => trimmed(readFileSync(join(folder, name), 'utf8'))).join('\n\n')
  const readme = names.find((name) => /^readme\.md$/i.test(name))
  if (readme === undefined) return undefined
  const [, mark, text] =
    /^(#+) *licen[cs]e *\n(.*)/ims.exec(readFileSync(join(folder, readme), 'utf8').replaceAll('\r\n', '\n')) ?? []
  if (text === undefined) return undefined
  const own = trimmed(text.split(new RegExp(`^#{1,${mark.length}} `, 'm'))[0])
  // A link or a name would not be the text.
  return /copyright/i.test(own) && /as is/i.test(own) ? own : undefined
}

function textOf(name) {
  const folder = fileURLToPath(new URL('build-notices/', import.meta.url))
  return trimmed(readFileSync(join(folder, `${name.toLowerCase()}.txt`), 'utf8'))
}

function trimmed(text) {
  return text
    .replaceAll('\r\n', '\n')
    .replaceAll(/[ \t]+$/gm, '')
    .trim()
}
