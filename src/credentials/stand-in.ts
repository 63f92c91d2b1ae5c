import { classOf } from './names.ts'
import { privateKeys } from './private-key.ts'
import type { Form } from './credential.ts'

/**
 * What is replaced before a program reads the value, by what documents it:
 * Kubernetes `$(NAME)`; shells, Flyway, envsubst `${NAME}`; Helm, Go, Jinja, Argo `{{ }}`; Spring `#{ }`; ERB `<% %>`;
 * Python `%(name)s`; format() `%s`, `%L`; Windows `%NAME%`; Concourse `((name))`; autoconf `@NAME@`; Ansible `__NAME__`.
 */
const replaced =
  /\$?\$\([A-Za-z_][\w.-]{0,100}\)|\$?\$\{[^{}\n]{1,200}\}|\{\{(?:[^{}\n]|[{}](?![{}])){0,400}\}\}|#\{[^{}\n]{1,200}\}|<%[^%\n]{0,200}%>|%\([\w.-]{1,100}\)[a-z]|%[A-Z][A-Z0-9_]{1,60}%|%\d{0,2}\$?[sLIQvdq](?![\w%])|\(\([\w./-]{1,100}\)\)|\[\[[^[\]\n]{1,100}\]\]|@[A-Z][A-Z0-9_]{1,60}@|\$?\$[A-Z_][A-Z0-9_]{0,60}(?!\w)/g

/** Looked up by a tool: SOPS, vals, Argo CD Vault Plugin, 1Password, vault-env, cloud secret stores, cert-manager. */
const lookedUp =
  /^(?:op:\/\/|ENC\[|ref\+|vault:|bao:|avp:|sops:|sm:\/\/|gcp-?sm:|aws(?:sm|ssm|secrets?)?:\/?\/?|azkv:|keyvault:|arn:aws[\w-]*:(?:secretsmanager|ssm|kms):|projects\/[\w-]+\/secrets\/|env:|file:|os\.environ\/|inject-ca-from)/i

/** Nothing reads these as a credential, because none is one: `<your password>`, `xxxx`, `REPLACE_ME`. */
const unfilled =
  /^(?:\*+|[xX]{3,}|\.{2,}|-+|_+|\?+|…|__\w+__|PLACEHOLDER|REPLACE[-_ ]?(?:ME|THIS|WITH\b.*)?|TO[-_ ]?DO|FIX[-_ ]?ME|TBD|DUMMY|MOCK(?:ED)?|FAKE|REDACTED|MASKED|HIDDEN|OMITTED|N\/A|UNUSED|IGNORED|my[-_](?:password|secret|token|key)|no-key|[\w-]*\bno-key[\w-]*|not[- _]?(?:needed|required|set|used))$|[-_]PLACEHOLDER$|^(?:<?(?:insert|enter|put|paste|add|use|fill)[-_ ].*|.*\byour[-_ ].*)$/i

const inBrackets = /^(?:<([^<>]*)>|\[([^[\]]*)\])$/

export function isStandIn(value: string, form: Form = 'text'): boolean {
  const text = value.trim()
  if (text === '' || lookedUp.test(text) || !/[\p{L}\p{N}]/u.test(text)) return true
  // A key without a key: dots or a sentence between the lines.
  if (text.startsWith('-----BEGIN ')) return text.includes('PRIVATE KEY') && privateKeys(text).length === 0
  return isVariable(text, form) || isUnfilled(text) || isReplaced(text)
}

function isVariable(text: string, form: Form): boolean {
  if (form === 'shell' && /^[$`]/.test(text)) return true
  // Argo CD's own ConfigMaps refer to keys of argocd-secret by `$slack-token`, `$dex.github.clientSecret`.
  if (/^\$\$?[A-Za-z_][\w.:-]*$/.test(text) && isVariableName(text.replace(/^\$+/, ''))) return true
  return /^\$\d$|^:\w+$|^:'\w+'$|^\?$/.test(text)
}

function isUnfilled(text: string): boolean {
  if (unfilled.test(text)) return isWordy(text)
  const [, angle, square] = inBrackets.exec(text) ?? []
  const named = angle ?? square
  if (named !== undefined) return named.startsWith('path:') || isWordy(named)
  return /^[\w-]+[-_ ]here$/i.test(text) && /pass|key|secret|token|your|value/i.test(text) && isWordy(text)
}

/** Only what is replaced, and marks between it: what is beside it is the literal. */
function isReplaced(text: string): boolean {
  if (!/[$%{(@#<]/.test(text)) return false
  const rest = text.replaceAll(replaced, '')
  return rest !== text && !/[\p{L}\p{N}]/u.test(rest)
}

/** `$password` is a variable, `$ecret` a password that starts with a dollar. */
function isVariableName(name: string): boolean {
  return name === name.toUpperCase() || classOf(name) !== undefined
}

/**
 * Words, as in the name of an object, a key or a file, and not a random text: `orders-db`, `k8s`, `v2`, but not `s3cr3t`
 * or `a3f1c0ffee`.
 */
export function isWordy(text: string): boolean {
  return text.split(/[^A-Za-z0-9]+/).every(isWord)
}

function isWord(word: string): boolean {
  if (
    word.length <= 3 ||
    /^\d{1,4}$/.test(word) ||
    /^(?:oauth2|base64|sha256|sha512|sha1|http2|x509|oidc)$/i.test(word)
  )
    return true
  if (/^[A-Za-z]{2,}\d{1,2}$/.test(word)) return word.length < 20
  if (!/^[A-Za-z]+$/.test(word)) return false
  return word.length < 16 || (word.match(/[a-z][A-Z]/g)?.length ?? 0) <= word.length / 6
}

/** A value that only says that there is something, or nothing. */
export function isSwitch(value: string): boolean {
  return /^(?:true|false|yes|no|on|off|none|null|nil|undefined|enabled|disabled|required|optional)$/i.test(value)
}

/** The address of a file: below a folder that systems and images have, or with a folder and an ending. */
export function isPath(value: string): boolean {
  return (
    /^(?:\.{0,2}|~)\/(?:etc|var|run|mnt|opt|home|usr|tmp|app|apps|root|srv|data|secrets?|config|configs|conf|certs?|keys?|vault|workspace|bitnami|tls|ssl|pki|credentials|dev|proc|sys|host|shared|work|kubernetes|\.\w+)(?:\/|$)[\w./@%+-]*$/.test(
      value,
    ) || /^(?:[\w.-]+\/)+[\w.-]+\.\w{1,10}$|^\.{1,2}\/[\w./-]+$|^file:|^[A-Z]:\\/.test(value)
  )
}

export function isFileName(value: string): boolean {
  return /^[\w-]+(?:\.[\w-]+)*\.(?:pem|key|crt|cer|p12|pfx|jks|json|ya?ml|txt|pub|gpg|asc|conf|env)$/i.test(value)
}
