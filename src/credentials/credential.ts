/** A plaintext credential in a text. The finding names its kind and its place, never the value. */
export interface Credential {
  /** `a password in a URL`. */
  readonly what: string
  /** Of the secret part in the text, UTF-16, `end` exclusive. */
  readonly start: number
  readonly end: number
}

/**
 * Who reads the text. In a shell every `$name` is a reference, in a program an unquoted word is a name, and in a comment
 * or a description only what its issuer made recognisable counts.
 */
export type Form = 'text' | 'shell' | 'program' | 'description'

/** Where a value was found: a variable or an option, a line of a settings file, a field of an object. */
export type Holder = 'variable' | 'setting' | 'field'
