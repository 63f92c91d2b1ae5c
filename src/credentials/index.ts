/**
 * Finds plaintext credentials: by the name of a value, by the shape of a text, by the form that an issuer gave its tokens.
 * One detector for specs, manifests, migrations and files, of tables: `names.ts` (which names say so), `stand-in.ts` (which
 * values are not the credential itself), `tokens.ts` (issuers), `command.ts` (programs). A finding says what and where,
 * never the value. A stand-in hides only itself, never what is beside it. Every search is bounded around rare words, so the
 * time grows with the text (test/credentials/time.test.ts).
 */
export { fileCredentials } from './file.ts'
export { credentialsInManifest, secretEntries } from './manifest.ts'
export { withoutCredentials } from './masked-sql.ts'
export { namedCredential } from './named-value.ts'
export { shownPlaceIn } from './shown-place.ts'
export { credentialVariable } from './variable.ts'
export { credentialsBelow, type Fields, type FoundCredential } from './walk.ts'
