/** The rows after COPY … FROM stdin, as spaces: they are not SQL, and a quote in them opens nothing. */
export function maskCopyData(text: string): string {
  if (!/\bstdin\b/i.test(text)) return text
  let masked = ''
  let from = 0
  for (let data = dataAfter(text, 0); data !== undefined; data = dataAfter(text, from)) {
    copyEnd.lastIndex = data
    const end = copyEnd.exec(text) === null ? text.length : copyEnd.lastIndex
    masked += text.slice(from, data) + text.slice(data, end).replaceAll(/[^\n\r]/g, ' ')
    from = end
  }
  return masked + text.slice(from)
}

const copyWord = /^[ \t]*copy\b/gim
const fromStdin = /\bfrom\s+stdin\b/i
const restOfLine = /[ \t]*\r?\n/y
const copyEnd = /^\\\.[ \t]*\r?$/gm

/** Where the data of the next COPY … FROM stdin; starts. Each part of the text is looked at once. */
function dataAfter(text: string, from: number): number | undefined {
  copyWord.lastIndex = from
  for (let word = copyWord.exec(text); word !== null; word = copyWord.exec(text)) {
    const end = text.indexOf(';', word.index)
    if (end < 0) return undefined
    restOfLine.lastIndex = end + 1
    if (fromStdin.test(text.slice(word.index, end)) && restOfLine.test(text)) return restOfLine.lastIndex
    copyWord.lastIndex = end + 1
  }
  return undefined
}
