import assert from 'node:assert/strict'
import { test } from 'node:test'
import { credentialIn, credentialInArguments, credentialInLines, isPlaceholder } from '../../src/source/credential.ts'

const found = [
  ['DB_PASSWORD', 'hunter2'],
  ['PGPASSWORD', 'hunter2'],
  ['API_TOKEN', '3f9c1e'],
  ['stripeApiKey', 'x1y2'],
  ['aws.secret-key', 'x1y2'],
  ['DB_PASSWORD_2', 'hunter2'],
  ['SECRET_KEY_BASE', 'x1y2'],
  ['DATABASE_URL', 'postgres://orders:hunter2@db/orders'],
  ['X', 'jdbc:postgresql://db/orders?user=a&password=hunter2'],
  ['X', 'host=db password=hunter2 dbname=orders'],
  ['X', '{"db": {"password": "hunter2"}}'],
  ['X', '-----BEGIN RSA PRIVATE KEY-----\nMII…'],
  [undefined, '-password=hunter2'],
  [undefined, '--db-password=hunter2'],
  [undefined, `ghp_${'a1'.repeat(18)}`],
  ['PASSWORD', '$(A)x'],
  ['X', 'api_key=hunter2)'],
] as const
const none = [
  ['DB_PASSWORD', '$(PGPASSWORD)'],
  ['DB_PASSWORD', ''],
  ['DB_PASSWORD', '${PASSWORD}'],
  ['PASSWORD_FILE', 'p'],
  ['TOKEN_TTL', '5m'],
  ['input_cost_per_token', '0.0000012'],
  ['SECRET_NAME', 'orders-db'],
  ['TOKEN', '/var/run/secrets/token'],
  ['USE_TOKEN', 'true'],
  ['PWD', '/app'],
  ['DATABASE_URL', 'postgres://orders@db/orders'],
  ['URL', 'postgres://u:$(PASSWORD)@db/orders'],
  ['X', 'registry:5000/app@sha256:abc'],
  ['X', 'https://registry:5000/app@sha256:abc'],
  ['X', 'host=db password=$(PGPASSWORD)'],
  ['KEYBOARD', 'x'],
  ['X', '{"password": "${PASSWORD}"}'],
  ['X', '{"apiKey": "sk-no-key-required"}'],
  ['X', 'TRY=1 PASSWORD="not set" start'],
  ['CONSUMERS', 'off'],
  ['SIGNING_PRIVATE_KEY', 'signing/private_key.pem'],
  ['X', 'client(api_key=os.environ.get("API_KEY"), model=name)'],
  ['X', 'client(token=environ["TOKEN"])'],
  [undefined, '--pass-access-token=true'],
  ['X', `grep -o '"client_secret":"[^"]*'`],
  ['X', '-----BEGIN OPENSSH PRIVATE KEY-----\n...\n-----END OPENSSH PRIVATE KEY-----\n'],
] as const

for (const [name, value] of found)
  test(`${name}=${value} is a credential`, () => assert.notEqual(credentialIn(name, value), undefined))
for (const [name, value] of none)
  test(`${name}=${value} is not a credential`, () => assert.equal(credentialIn(name, value), undefined))

test('the finding never contains the value', () => {
  for (const [name, value] of found) assert.ok(!credentialIn(name, value)?.includes('hunter2'))
})

test('placeholders that the user replaces are not credentials', () => {
  const pem = (body: string) => `-----BEGIN RSA PRIVATE KEY-----\n${body}\n-----END RSA PRIVATE KEY-----\n`
  for (const value of ['mock', 'my-password', 'DB_PASSWORD_PLACEHOLDER', pem('...'), pem('# the key would go here')])
    assert.ok(isPlaceholder(value), value)
  for (const value of ['mock-4711', 'my-password-4711', pem('MIIEpAIBAAKCAQEA')])
    assert.ok(!isPlaceholder(value), value)
})

test('an argument can be the value of the previous one', () => {
  assert.equal(credentialInArguments(['serve', '--password', 'hunter2'])?.index, 2)
  assert.equal(credentialInArguments(['serve', '--password', '$(PASSWORD)']), undefined)
  assert.equal(credentialInArguments(['token', 'list', '--token', '--json']), undefined)
})

const settings = [
  ['password: hunter2', 'a literal value for password'],
  ['secretKey: 9Xw2Lm', 'a literal value for secretKey'],
  ['existingSecret: minecraft\nsecretKey: rcon-password', undefined],
  ['clientSecret: orders-oidc', undefined],
  ['api_key: os.environ/MOONSHOT_API_KEY', undefined],
  ['# password: hunter2', undefined],
  ['credentials: ext:/app/scripts/login.sh', undefined],
  ['credentials: secret:argocd/registry#creds', undefined],
  ['credentials: root:hunter2', 'a literal value for credentials'],
] as const

for (const [text, expected] of settings)
  test(`settings lines ${JSON.stringify(text)}`, () => assert.equal(credentialInLines(text), expected))
