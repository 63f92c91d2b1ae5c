/**
 * How much a name says about its value. `password`: any value is the password. `token`: a value that is not the
 * name of something else. `key`: a value that can't be the name of something else, because such names are given to names
 * of objects, to file names and to key ids as well.
 */
export type NameClass = 'password' | 'token' | 'key'

const passwordWords = ['password', 'passwd', 'passphrase', 'passwort', 'passcode', 'pwd', 'pass', 'psk']
const tokenWords = [
  'token',
  'secret',
  'apikey',
  'credential',
  'credentials',
  'creds',
  'secretkey',
  'privatekey',
  'bearer',
]

/** The ends of words that are written without a separator: `DBPASSWORD`, `_authToken` in lower case. */
const gluedEnds: readonly (readonly [string, NameClass])[] = [
  ['password', 'password'],
  ['passwd', 'password'],
  ['passphrase', 'password'],
  ['apikey', 'token'],
  ['token', 'token'],
  ['secret', 'token'],
]

/** The last two words of a name. */
const pairs: Readonly<Record<string, NameClass>> = {
  'api key': 'token',
  'private key': 'token',
  'key base': 'token',
  'preshared key': 'token',
  'account key': 'token',
  'key data': 'key',
  'secret key': 'key',
  'access key': 'key',
  'encryption key': 'token',
  'decryption key': 'token',
  'signing key': 'token',
  'master key': 'token',
  'shared key': 'token',
  'storage key': 'key',
  'jwt key': 'key',
  'hmac key': 'key',
  'session key': 'key',
  'cookie key': 'key',
  'auth key': 'key',
  'app key': 'key',
  'application key': 'key',
  'deploy key': 'key',
  'webhook key': 'key',
  'functions key': 'key',
  'fernet key': 'key',
  'redis auth': 'key',
  'require pass': 'password',
  'masterauth pass': 'password',
}

/** One word by itself, with an entry of its own in a file: redis.conf, docker's config.json, an HTTP header. */
const whole: Readonly<Record<string, NameClass>> = {
  requirepass: 'password',
  masterauth: 'password',
  auth: 'key',
  pass: 'key',
  authorization: 'key',
}

/** What follows the name of a credential and leaves it one: which of several, and of what environment. */
const qualifiers = new Set(
  'prod production dev development test testing stage staging qa uat live sandbox old new current previous next primary secondary backup main default value string text plain plaintext literal base64 b64 ro rw readonly readwrite encoded'.split(
    ' ',
  ),
)

/** Tokens that are no credentials: of a language model, of a page, of a parser. */
const otherTokens = new Set(
  'max min num per eos bos pad unk sep cls mask stop next page continue continuation sync any'.split(' '),
)

const known = new Map<string, NameClass | undefined>()

/** The end of the name decides, so that TOKEN_TTL, SECRET_NAME and PASSWORD_FILE don't count. */
export function classOf(name: string): NameClass | undefined {
  if (known.has(name)) return known.get(name)
  const found = judge(name)
  // The same few names are asked for again and again; a hostile input could bring a million others.
  if (known.size < 10_000) known.set(name, found)
  return found
}

function judge(name: string): NameClass | undefined {
  if (name.length > 120) return undefined
  const words = wordsOf(name)
  while (words.length > 1 && isQualifier(words.at(-1) ?? '')) words.pop()
  const [last, before] = [words.at(-1), words.at(-2)]
  // Helm's `existingSecret` is a name, and `cost_per_token` a number.
  if (last === undefined || words[0] === 'existing') return undefined
  if (before === undefined) return whole[last] ?? ofWord(last)
  if (otherTokens.has(before)) return undefined
  const pair = pairs[`${before} ${last}`]
  if (pair !== undefined) return ofSecretKey(name, pair, before)
  return last === 'auth' ? 'key' : ofWord(last)
}

function ofWord(last: string): NameClass | undefined {
  if (passwordWords.includes(last)) return 'password'
  if (tokenWords.includes(last)) return 'token'
  return gluedEnds.find(([end]) => last.length > end.length && last.endsWith(end))?.[1]
}

/** `SECRET_KEY` is a program's variable; `secretKey` mostly names a key of a Secret. */
function ofSecretKey(name: string, found: NameClass, before: string | undefined): NameClass {
  return found === 'key' && before === 'secret' && name === name.toUpperCase() ? 'token' : found
}

function isQualifier(word: string): boolean {
  return qualifiers.has(word) || /^v?\d+$/.test(word)
}

function wordsOf(name: string): string[] {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '')
}
