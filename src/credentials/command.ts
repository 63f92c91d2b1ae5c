import { append } from '../diagnostic/long-lists.ts'
import type { Credential } from './credential.ts'
import { isPath, isStandIn, isSwitch } from './stand-in.ts'

/** Where a program takes a password that has no name of its own. */
interface Option {
  readonly program: RegExp
  /** The group is the secret; matched against what follows the program, up to the end of the command. */
  readonly pattern: RegExp
  readonly what: string
}

const secret = String.raw`("[^"\n]{1,200}"|'[^'\n]{1,200}'|[^\s"'|;&<>]{1,200})`
const userAnd = String.raw`["']?[^\s:"']{1,100}:("[^"\n]{1,200}"|[^\s"'|;&<>]{1,200})`

function option(program: string, pattern: string, what: string): Option {
  return {
    program: new RegExp(String.raw`(?<![\w.-])(?:${program})(?=\s)`, 'g'),
    pattern: new RegExp(pattern, 'g'),
    what,
  }
}

const flag = String.raw`(?<=\s)`

/** From the manuals of the programs: curl(1), mysql(1), redis-cli(1), sshpass(1), ldapsearch(1), openssl-passphrase(7) … */
const options: readonly Option[] = [
  option('curl|wget|http|https', `${flag}(?:-u|--user|--proxy-user|-U|-a)[ =]?${userAnd}`, 'a login for curl'),
  option(
    'mysql|mysqldump|mysqladmin|mysqlcheck|mysqlimport|mariadb|mariadb-dump|mariadb-admin|mytop|xtrabackup',
    `${flag}-p(?!ort\\b|rotocol\\b|lugin|ager)${secret}`,
    'a password for mysql',
  ),
  option(
    'redis-cli|valkey-cli|keydb-cli|redis-benchmark',
    `${flag}(?:-a|--pass)[ =]?${secret}`,
    'a password for redis-cli',
  ),
  option('redis-server|valkey-server', `${flag}--(?:requirepass|masterauth) ${secret}`, 'a password for redis-server'),
  option('sshpass', `${flag}-p ?${secret}`, 'a password for sshpass'),
  option(
    'ldapsearch|ldapmodify|ldapadd|ldapdelete|ldappasswd|ldapwhoami',
    `${flag}-w ?${secret}`,
    'a password for LDAP',
  ),
  option(
    'mongo|mongosh|mongodump|mongorestore|mongoexport|mongoimport',
    `${flag}-p ?${secret}`,
    'a password for MongoDB',
  ),
  option(
    'docker|podman|nerdctl|skopeo|crane|helm|buildah|oras|az|oc',
    `login\\b[^|;&\\n]{0,200}?${flag}(?:-p|--password) ${secret}`,
    'a password of a login',
  ),
  option('sqlcmd|bcp|isql', `${flag}-P ?${secret}`, 'a password for SQL Server'),
  option(
    'cqlsh|clickhouse-client|influx|psql|pg_dump|vsql|impala-shell|beeline|cypher-shell',
    `${flag}(?:-p|-w)[ =]${secret}`,
    'a password for a database client',
  ),
  option('openssl', `${flag}-(?:passin|passout|pass|k|password) (?:pass:)${secret}`, 'a passphrase for openssl'),
  option(
    'keytool|jarsigner',
    `${flag}-(?:storepass|keypass|srcstorepass|deststorepass) ${secret}`,
    'a password of a key store',
  ),
  option('rabbitmqctl', String.raw`(?:add_user|change_password) [^\s]{1,100} ${secret}`, 'a password for RabbitMQ'),
  option('htpasswd', `-\\w{0,6}b\\w{0,6} [^|;&\\n]{0,200}?\\s[\\w.-]{1,60} ${secret}`, 'a password for htpasswd'),
  option(
    'mc|mcli',
    String.raw`(?:alias set|config host add) \S{1,60} \S{1,200} \S{1,100} ${secret}`,
    'a key for MinIO',
  ),
  option(
    'sqlplus|expdp|impdp|sqlldr|exp|imp|rman',
    String.raw`(?:-\w{1,3} )?[\w$]{1,60}\/("[^"\n]{1,100}"|[^\s@"'/]{1,100})@`,
    'a password for Oracle',
  ),
  option(
    'smbclient|mount\\.cifs|net',
    `${flag}(?:-U|--user)[ =]?["']?[^\\s%"']{1,100}%${secret}`,
    'a password for a share',
  ),
  option('kinit|vault|argocd', `login ${flag}${secret}(?=\\s|$)`, 'a token of a login'),
  option('aws', String.raw`configure set aws_(?:secret_access_key|session_token) ${secret}`, 'an AWS secret key'),
  option('ansible-vault|zip|unzip|7z|7za|rar|unrar', `${flag}(?:-P ?|-p)${secret}`, 'a password of an archive'),
  option('snmpget|snmpwalk|snmpset', `${flag}-[AX] ?${secret}`, 'a passphrase for SNMP'),
]

/** `echo user:password | chpasswd`, `echo password | docker login --password-stdin`. */
const piped =
  /\b(?:echo|printf)\s{1,4}(?:-n\s{1,4})?("[^"\n]{1,200}"|'[^'\n]{1,200}'|[^\s"'|;&<>]{1,200})\s{0,4}\|\s{0,4}(?:sudo\s{1,4}(?:-S\b)?)?[^|\n]{0,200}?(?:\bchpasswd\b|--password-stdin\b|\bpasswd\b|-S\b)/g

/** The end of one command of a script. */
const commandEnd = /(?<!\\)\n|\||;|&&|$/
const longestCommand = 2000

export function commandSecrets(script: string): Credential[] {
  const found: Credential[] = []
  for (const { program, pattern, what } of options) {
    let next = 0
    for (const { 0: name, index } of script.matchAll(program)) {
      // The same program again in the same command is an argument of it.
      if (index < next) continue
      const from = index + name.length
      const rest = script.slice(from, from + longestCommand)
      next = from + (commandEnd.exec(rest)?.index ?? rest.length)
      append(found, secretsIn(script.slice(from, next), from, pattern, what))
    }
  }
  if (/\b(?:echo|printf)\b/.test(script)) append(found, secretsIn(script, 0, piped, 'a password that is piped'))
  return found
}

function secretsIn(words: string, offset: number, pattern: RegExp, what: string): Credential[] {
  return [...words.matchAll(pattern)].flatMap(({ 0: whole, 1: value = '', index }) => {
    const text = value.replace(/^(["'])(.*)\1$/s, '$2')
    const isDouble = value.startsWith('"')
    if (text === '' || text.startsWith('-') || isSwitch(text) || isPath(text)) return []
    if (isStandIn(text, isDouble || text === value ? 'shell' : 'text') || /^\d{1,5}$/.test(text)) return []
    const start = offset + index + whole.lastIndexOf(value)
    return [{ what, start, end: start + value.length }]
  })
}

/** Options of one letter that many programs use for a password, where the program is not known. */
const shortFlags = /^-[pPwWa]$/

/** A value that no port, path, name or address has: capitals, small letters and digits mixed. */
export function isShortOption(flagWord: string, value: string): boolean {
  return (
    shortFlags.test(flagWord) &&
    /^[^\s/.:=,@]{8,64}$/.test(value) &&
    /[a-z]/.test(value) &&
    /[A-Z]/.test(value) &&
    /\d/.test(value) &&
    !isStandIn(value, 'shell')
  )
}
