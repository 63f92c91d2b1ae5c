/**
 * Whether a piece of configuration holds a credential in plain text: by what it is called, or by what it looks like.
 * References (`$(NAME)`, `${NAME}`, `$NAME`) are none. Returns what was found, as a phrase, never the value itself.
 */
export function credentialIn(name: string | undefined, value: string): string | undefined {
  if (value === '' || isReference(value)) return undefined
  const shape = shapeIn(value)
  if (shape !== undefined) return shape
  if (name === undefined || !isCredentialName(name) || isHarmless(value)) return undefined
  return `a literal value for ${name}`
}

function shapeIn(value: string): string | undefined {
  for (const { pattern, what } of suspicious.test(value) ? shapes : []) {
    for (const match of value.matchAll(pattern)) if (isLiteral(match[1] ?? match[0])) return what
  }
  return undefined
}

/**
 * A shell fills in what it refers to, a program calls what gives it, a pattern finds it, and a placeholder is there to be
 * replaced.
 */
function isLiteral(found: string): boolean {
  const value = unquoted(found)
  if (isReference(found) || /^["']?[$`]|^[\w.]+[([]$/.test(found) || !/[\p{L}\p{N}]/u.test(value)) return false
  return !isSwitch(value) && !isPlaceholder(value)
}

/** Without the quotes around it. */
function unquoted(text: string): string {
  return text.replace(/^(["'])(.*)\1$/s, '$2')
}

/** `--password=…` and `--password …` in a list of arguments; gives the index of the one that holds the value. */
export function credentialInArguments(
  args: readonly string[],
): { readonly index: number; readonly what: string } | undefined {
  for (const [index, argument] of args.entries()) {
    const what = credentialIn(undefined, argument)
    if (what !== undefined) return { index, what }
    const value = args[index + 1]
    if (value === undefined || value.startsWith('-') || !/^--?[A-Za-z]/.test(argument)) continue
    if (isCredentialName(argument) && !isHarmless(value))
      return { index: index + 1, what: `a literal value for ${argument}` }
  }
  return undefined
}

/** `name = value` and `name: value` in the lines of a settings file; and what credentialIn sees in it as a whole. */
export function credentialInLines(text: string): string | undefined {
  const lines = text.split('\n').filter((line) => !/^\s*(?:#|\/\/|;|--|\*)/.test(line))
  const whole = credentialIn(undefined, lines.join('\n'))
  if (whole !== undefined) return whole
  for (const line of lines) {
    const [, name = '', value = ''] = setting.exec(line) ?? []
    if (value.length < 4 || !isCredentialName(name) || isHarmless(value) || isPlaceholder(value)) continue
    // `clientSecret: orders-oidc` names an object, `secretKey: rcon-password` a key of one.
    if (!(/secret(?:key)?$/i.test(name) && /^[a-z]+(?:-[a-z]+)+$/.test(value))) return `a literal value for ${name}`
  }
  return undefined
}

/** One word as the value, so that code and prose are none. */
const setting =
  /^[ \t]*(?:export[ \t]+)?"?([A-Za-z][\w.-]*)"?[ \t]*[=:][ \t]*["']?([^\s"'(){}[\]<>$%,;|&]+)["']?[ \t]*$/

/** What another program or a person puts the value into (SOPS, Argo CD Vault Plugin, op, envsubst, templates), or says that there is none. */
export function isPlaceholder(value: string): boolean {
  // In a text of several lines, only what shows that all of it is a template.
  const text = value.trim()
  if (!text.includes('\n')) return placeholder.test(text)
  return /\{\{.*\}\}|^ENC\[/.test(text) || (text.startsWith('-----BEGIN ') && !armoured.test(text))
}

/** With something behind its first line that can be a key: examples have dots or a sentence there. */
const armoured = /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----(?:\\n|\s)*[A-Za-z0-9+/]{3}/

const placeholder =
  /^op:\/\/|^ENC\[|^ref\+|^vault:|<[^<>]+>|^\$\{[^}]*\}$|\$\{[A-Za-z_]\w*\}|\{\{.*\}\}|^\$\(.*\)$|^\*+$|^x{3,}$|^\.{3,}$|^__\w+__$|\byour[-_ ]|[-_ ](?:goes[-_ ])?here$|^(?:PLACEHOLDER|REPLACE[-_ ]?ME|CHANGE[-_ ]?ME|TODO|FIXME|DUMMY|MOCK|FAKE|N\/A)$|[-_]PLACEHOLDER$|^my[-_](?:password|secret|token)$|\bno-key\b|^os\.environ\/|^not[- ]?(?:needed|required|set|used)$/i

/** The variable of a `$(NAME)` in a text that is called like a credential. */
export function credentialVariable(text: string): string | undefined {
  for (const [, name = ''] of text.matchAll(/(?<!\$)\$\(([A-Za-z_][\w.-]*)\)/g)) if (isCredentialName(name)) return name
  return undefined
}

const reference = String.raw`\$\$?(?:\([A-Za-z_][\w.-]*\)|\{[A-Za-z_][^{}]*\}|[A-Za-z_]\w*)`
const onlyReferences = new RegExp(`^(?:${reference})+$`)

function isReference(value: string): boolean {
  return onlyReferences.test(value)
}

/** Whether it is worth a closer look: nearly all values are not. */
const suspicious = /:\/\/|=|"|-----BEGIN|gh[pousr]_|_pat_|glpat-|AKIA|xox|sk_live_/i

/** The first group, where there is one, is the secret part. */
const shapes: readonly { readonly pattern: RegExp; readonly what: string }[] = [
  { pattern: /\b[a-z][a-z0-9+.-]*:\/\/[^\s:/?#@]*:([^\s@/]+)@/gi, what: 'a password in a URL' },
  {
    pattern:
      /(?:^|[?&;,\s-])(?:password|passwd|pwd|passphrase|token|api[-_]?key|access[-_]?token)=("[^"]+"|'[^']+'|[^&;,\s"']+)/gi,
    what: 'a password in a setting',
  },
  // Lower-case words with hyphens are the name of a Secret, as in `--tls-secret=orders-tls`.
  {
    pattern: /(?:^|[?&;,\s-])secret=(?!["']?[a-z]+(?:-[a-z]+)*["']?(?:[\s&;,]|$))("[^"]+"|'[^']+'|[^&;,\s"']+)/gi,
    what: 'a secret in a setting',
  },
  {
    pattern:
      /"(?:[A-Za-z0-9]+[-_])*(?:password|passwd|passphrase|secret|token|api[-_]?key|private[-_]?key)"\s*:\s*"([^"]+)"/gi,
    what: 'a password in JSON',
  },
  { pattern: new RegExp(armoured, 'g'), what: 'a private key' },
  // Prefixes that their issuers document for secret scanning: GitHub, GitLab, AWS, Slack, Stripe.
  {
    pattern:
      /\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_\w{22,}|glpat-[\w-]{20}|AKIA[A-Z0-9]{16}|xox[abprs]-[\w-]{10,}|sk_live_\w{16,})/g,
    what: 'an access token',
  },
]

const credentialWords = new Set([
  'password',
  'passwd',
  'passphrase',
  'pwd',
  'secret',
  'token',
  'credential',
  'credentials',
  'apikey',
  'pgpassword',
  'authtoken',
])
const credentialPairs = new Set([
  'api key',
  'private key',
  'secret key',
  'access key',
  'key base',
  'encryption key',
  'signing key',
])

/** Judged by how the name ends, so that TOKEN_TTL, SECRET_NAME or PASSWORD_FILE are none. */
function isCredentialName(name: string): boolean {
  const words = name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '' && !/^\d+$/.test(word))
  const last = words.at(-1)
  // Helm's `existingSecret` is a name, and `cost_per_token` a number.
  if (words[0] === 'existing' || words.at(-2) === 'per') return false
  // PWD alone is the shell's working directory.
  if (last === undefined || (last === 'pwd' && words.length === 1)) return false
  return credentialWords.has(last) || credentialPairs.has(words.slice(-2).join(' '))
}

/** Switches, names of files, and what says where it is kept (Argo CD Image Updater), are none whatever the variable is called. */
function isHarmless(value: string): boolean {
  return (
    isReference(value) ||
    isSwitch(value) ||
    /^\/[\w.-]+(?:\/[\w.-]+)+$|^[\w./-]+\.(?:pem|key|crt|p12|jks|json|txt)$/i.test(value) ||
    /^(?:ext|env|secret|pullsecret):[\w/]/.test(value)
  )
}

function isSwitch(value: string): boolean {
  return /^(?:true|false|yes|no|on|off|none|null|[01])$/i.test(value)
}
