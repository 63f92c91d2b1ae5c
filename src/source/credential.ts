/**
 * Finds a plaintext credential in a piece of configuration, by its name or by its shape. References (`$(NAME)`, `${NAME}`,
 * `$NAME`) don't count. Returns a phrase that describes the finding, never the value itself.
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
 * False for a shell reference, a call in a program, a pattern without letters or digits, and a placeholder: none is the
 * credential itself.
 */
function isLiteral(found: string): boolean {
  const value = unquoted(found)
  if (isReference(found) || /^["']?[$`]|^[\w.]+[([]$/.test(found) || !/[\p{L}\p{N}]/u.test(value)) return false
  return !isSwitch(value) && !isPlaceholder(value)
}

function unquoted(text: string): string {
  return text.replace(/^(["'])(.*)\1$/s, '$2')
}

/** Finds `--password=…` and `--password …` in a list of arguments. The index is that of the argument with the value. */
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

/** Finds credentials in a settings file: in the text as a whole, then in each `name = value` or `name: value` line. */
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

/** A setting has one word as its value, so that code and prose don't match. */
const setting =
  /^[ \t]*(?:export[ \t]+)?"?([A-Za-z][\w.-]*)"?[ \t]*[=:][ \t]*["']?([^\s"'(){}[\]<>$%,;|&]+)["']?[ \t]*$/

/**
 * A value that a tool (SOPS, Argo CD Vault Plugin, op, envsubst, templates) or a user replaces, or one that only says that
 * there is none.
 */
export function isPlaceholder(value: string): boolean {
  // A text of several lines counts only if all of it is clearly a template.
  const text = value.trim()
  if (!text.includes('\n')) return placeholder.test(text)
  return /\{\{.*\}\}|^ENC\[/.test(text) || (text.startsWith('-----BEGIN ') && !armoured.test(text))
}

/** The first line must be followed by something that can be a key: examples have dots or a sentence there. */
const armoured = /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----(?:\\n|\s)*[A-Za-z0-9+/]{3}/

const placeholder =
  /^op:\/\/|^ENC\[|^ref\+|^vault:|<[^<>]+>|^\$\{[^}]*\}$|\$\{[A-Za-z_]\w*\}|\{\{.*\}\}|^\$\(.*\)$|^\*+$|^x{3,}$|^\.{3,}$|^__\w+__$|\byour[-_ ]|[-_ ](?:goes[-_ ])?here$|^(?:PLACEHOLDER|REPLACE[-_ ]?ME|CHANGE[-_ ]?ME|TODO|FIXME|DUMMY|MOCK|FAKE|N\/A)$|[-_]PLACEHOLDER$|^my[-_](?:password|secret|token)$|\bno-key\b|^os\.environ\/|^not[- ]?(?:needed|required|set|used)$/i

/** The variable of the first `$(NAME)` in the text whose name is that of a credential. */
export function credentialVariable(text: string): string | undefined {
  for (const [, name = ''] of text.matchAll(/(?<!\$)\$\(([A-Za-z_][\w.-]*)\)/g)) if (isCredentialName(name)) return name
  return undefined
}

const reference = String.raw`\$\$?(?:\([A-Za-z_][\w.-]*\)|\{[A-Za-z_][^{}]*\}|[A-Za-z_]\w*)`
const onlyReferences = new RegExp(`^(?:${reference})+$`)

function isReference(value: string): boolean {
  return onlyReferences.test(value)
}

/** A cheap first test that rules out nearly all values. */
const suspicious = /:\/\/|=|"|-----BEGIN|gh[pousr]_|_pat_|glpat-|AKIA|xox|sk_live_/i

/** The first group of a pattern, if any, is the secret part. */
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

/** The end of the name decides, so that TOKEN_TTL, SECRET_NAME and PASSWORD_FILE don't count. */
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

/** Switches, file names and references to where the credential is stored (Argo CD Image Updater), under any variable name. */
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
