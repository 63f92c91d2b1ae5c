/** The rows after COPY … FROM stdin, as spaces: they are not SQL, and a quote in them opens nothing. */
export function maskCopyData(text: string): string {
  if (!/\bstdin\b/i.test(text)) return text
  let masked = ''
  let from = 0
  copyStart.lastIndex = 0
  for (let start = copyStart.exec(text); start !== null; start = copyStart.exec(text)) {
    const data = copyStart.lastIndex
    copyEnd.lastIndex = data
    const end = copyEnd.exec(text) === null ? text.length : copyEnd.lastIndex
    masked += text.slice(from, data) + text.slice(data, end).replaceAll(/[^\n\r]/g, ' ')
    from = end
    copyStart.lastIndex = end
  }
  return masked + text.slice(from)
}

/** Bounded, so that a file of nothing but the word is read in linear time. */
const copyStart = /^[ \t]*copy\b[^;]{0,20000}?\bfrom\s{1,100}stdin\b[^;]{0,2000};[ \t]*\r?\n/gim
const copyEnd = /^\\\.[ \t]*\r?$/gm
