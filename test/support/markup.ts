/**
 * Independent of src: which constructs a page of Markdown, a mermaid flowchart or an XML text has. Text of a contributor
 * may add words to them, and nothing else.
 */

/** The constructs of a page, in order: headings, quotes, rows with their cells, blocks, comments, links and mentions. */
export function constructsOf(markdown: string): readonly string[] {
  const found: string[] = []
  let fence: { readonly mark: string; readonly language: string; lines: string[] } | undefined
  for (const line of markdown.split('\n')) {
    const [, mark = '', info = ''] = /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(line) ?? []
    if (fence !== undefined) {
      if (mark.startsWith(fence.mark) && info.trim() === '') {
        found.push(`block ${fence.language}`)
        if (fence.language === 'mermaid') found.push(...shapesOf(fence.lines.join('\n')))
        fence = undefined
      } else fence.lines.push(line)
    } else if (mark !== '') fence = { mark, language: info.trim(), lines: [] }
    else found.push(...lineConstructs(line))
  }
  if (fence !== undefined) found.push('a block without an end')
  return found
}

const starts: readonly (readonly [string, RegExp])[] = [
  ['heading', /^ {0,3}#{1,6}(?: |$)/],
  ['quote', /^ {0,3}>/],
  ['list', /^ {0,3}(?:[-+*]|\d{1,9}[.)])(?: |$)/],
  ['rule', /^ {0,3}(?:=+|(?:[-_*] *){3,})$/],
  ['code', /^(?: {4}|\t)/],
  ['definition', /^ {0,3}\[[^\]]*\]:/],
]

const inline: readonly (readonly [string, RegExp])[] = [
  ['comment', /^<!--[^]*?-->/],
  ['html', /^<\/?[a-zA-Z][^>]*>?|^<[!?]/],
  ['image', /^!\[/],
  ['link', /^\]\(|^\]\[/],
  ['address', /^(?:https?|ftp):\/\/|^(?:mailto|xmpp):[^\s@]*@|^www\./i],
  ['mention', /^@[\w-]/],
  ['formula', /^\$/],
  ['strong', /^(?:\*\*|__)/],
  ['strike', /^~~?/],
  ['cell', /^\|/],
]

function lineConstructs(line: string): string[] {
  const found = starts.flatMap(([name, pattern]) => (pattern.test(line) ? [name] : []))
  let at = 0
  while (at < line.length) {
    const rest = line.slice(at)
    if (rest.startsWith('\\')) {
      at += 2
      continue
    }
    const [ticks] = /^`+/.exec(rest) ?? []
    if (ticks !== undefined) {
      const end = rest.slice(ticks.length).search(new RegExp(`(?<!\`)${ticks}(?!\`)`))
      // In a row, a bar ends a cell even within code (GFM 4.10).
      const inside = end < 0 ? '' : rest.slice(ticks.length, ticks.length + end)
      if (/^ {0,3}\|/.test(line) && /(?<!\\)\|/.test(inside)) found.push('cell')
      at += ticks.length + (end < 0 ? 0 : end + ticks.length)
      continue
    }
    const construct = inline.find(([, pattern]) => pattern.test(rest))
    if (construct === undefined) at++
    else {
      found.push(construct[0])
      at += construct[1].exec(rest)?.[0].length ?? 1
    }
  }
  return found
}

/** Boxes, frames and arrows without their labels. A line that is none of these is named as it is. */
export function shapesOf(mermaid: string): readonly string[] {
  const label = String.raw`\["(?:[^"#<>\`\\[\]{}|&;]|#\d+;)*"\]`
  const known = [
    new RegExp(String.raw`^    t\d+${label}$`),
    new RegExp(String.raw`^  subgraph \w+${label}$`),
    /^  end$/,
    /^  t\d+ --> t\d+$/,
    /^  \w+ -\. a stage fails \.-> t\d+$/,
    /^flowchart LR$/,
  ]
  const lines = mermaid.split('\n').filter((line) => line !== '')
  return lines.map((line) => {
    const at = known.findIndex((pattern) => pattern.test(line))
    return at < 0 ? `unknown line: ${line}` : `mermaid ${at}`
  })
}

/** Elements with the names of their attributes. Throws where the text is not well-formed XML 1.0 (productions 1 to 66). */
export function elementsOf(xml: string): readonly string[] {
  const found: string[] = []
  const open: string[] = []
  // oxlint-disable-next-line no-control-regex -- what XML 1.0 (production 2) does not permit
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/u.test(xml))
    throw new Error('a character that XML forbids')
  const token =
    /<(\/?)([a-zA-Z][\w-]*)((?:\s+[\w:-]+="(?:[^<&"]|&(?:\w+|#\d+);)*")*)\s*(\/?)>|((?:[^<&]|&(?:amp|lt|gt|quot|apos|#\d+);)+)/gy
  while (token.lastIndex < xml.length) {
    const from = token.lastIndex
    const match = token.exec(xml)
    if (match === null) throw new Error(`not well-formed: ${xml.slice(from, from + 80)}`)
    const [, closing, name = '', attributes = '', empty] = match
    if (name === '') continue
    if (closing === '/') {
      if (open.pop() !== name) throw new Error(`</${name}> closes nothing`)
    } else {
      found.push(`${name} ${[...attributes.matchAll(/\s([\w:-]+)="[^"]*"/g)].map(([, each]) => each).join(' ')}`.trim())
      if (empty === '') open.push(name)
    }
  }
  if (open.length > 0) throw new Error(`${open.join(', ')} has no end`)
  return found
}

/** Of a page: all of it but the bodies of its scripts and styles. */
export function pageElements(html: string): readonly string[] {
  const withoutBodies = html
    .replace(/^<!doctype html>\n/, '')
    .replaceAll(/<(script|style)([^>]*)>[^]*?<\/\1>/g, '<$1$2></$1>')
    .replaceAll(/<(meta|link|input)((?:\s[^<>]*?)?)>/g, '<$1$2/>')
    .replaceAll(/ (hidden|defer)(?=[ >])/g, ' $1=""')
  return elementsOf(withoutBodies.trim())
}
