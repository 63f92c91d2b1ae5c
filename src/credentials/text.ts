import { commandSecrets } from './command.ts'
import { connectionFiles } from './connection-file.ts'
import type { Credential, Form } from './credential.ts'
import { distinct } from './distinct.ts'
import { encodedIn } from './encoded.ts'
import { headerCredentials } from './header.ts'
import { privateKeys } from './private-key.ts'
import { namedSettings } from './setting.ts'
import { credentialsInSql } from './sql.ts'
import { issuedTokens } from './tokens.ts'
import { passwordsInUrls } from './url.ts'

/** Every credential in a text, in the order of their places. */
export function credentialsInText(text: string, form: Form = 'text'): readonly Credential[] {
  const always = [...issuedTokens(text), ...privateKeys(text)]
  if (form === 'description' || !suspicious.test(text)) return distinct(always)
  return distinct([
    ...always,
    ...passwordsInUrls(text, form),
    ...headerCredentials(text, form),
    ...namedSettings(text, form),
    ...connectionFiles(text, form),
    ...commandSecrets(text),
    ...rolePasswords(text),
    ...encodedIn(text),
  ])
}

/** A cheap first test that rules out nearly all values. */
const suspicious =
  /:\/\/|=|:|\||pass|secret|token|key|auth|bearer|basic|\s-{1,2}[apuwkx]|echo|\/|" "|add_user|login|alias set|host add|configure set/i

/** SQL in a script or a settings file. */
function rolePasswords(text: string): readonly Credential[] {
  const found: Credential[] = []
  let next = 0
  for (const { index } of text.matchAll(roleStatement)) {
    if (index < next) continue
    next = index + longestStatement
    for (const each of credentialsInSql(text.slice(index, next)))
      found.push({ ...each, start: index + each.start, end: index + each.end })
  }
  return found
}

/** From here on, because a quote of the shell before it is not one of SQL. */
const roleStatement = /\b(?:create|alter)\s{1,20}(?:user|role|login|server|subscription)\b|\bset\s{1,20}password\b/gi
const longestStatement = 1000

/** A file by its name: SQL, a program, a script, prose, or settings of any kind. */
export function credentialsInFile(name: string, text: string): readonly Credential[] {
  return /\.(?:sql|ddl|psql)$/i.test(name) ? credentialsInSql(text) : credentialsInText(text, formOf(name, text))
}

const programs =
  /\.(?:py|js|mjs|cjs|ts|tsx|jsx|java|kt|go|rb|php|cs|lua|groovy|scala|rs|c|cpp|h|swift|pl|ex|exs|erl|clj|r|star|rego|cue|jsonnet|libsonnet|proto)$/i

function formOf(name: string, text: string): Form {
  if (/\.(?:sh|bash|zsh|ksh)$/i.test(name) || /^#!.*sh\b/.test(text)) return 'shell'
  if (programs.test(name) || /^#!.*(?:python|node|ruby|perl)/.test(text)) return 'program'
  return 'text'
}
