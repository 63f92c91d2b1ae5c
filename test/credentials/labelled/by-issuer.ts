import { args, base64, cases, configMap, env, shell, sql } from './case.ts'

/** Letters and digits without a repetition, as long as the form wants: a prefix and a filler are joined when the test runs. */
function filler(length: number, alphabet = 'aB3dE5gH7jK9mN1pQ2rS4tU6vW8xY0z'): string {
  return Array.from({ length }, (_, at) => alphabet[(at * 7 + Math.floor(at / 31)) % alphabet.length]).join('')
}
/** So that no scanner of the repository takes the text of this file for a token. */
function joined(...parts: readonly string[]): string {
  return parts.join('')
}

const upper = 'A2BC3DE4FG5HJ6KL7M'
const hex = '0a1b2c3d4e5f6978'
const digits = '1234567890'

const jwt = [`eyJ${filler(20)}`, `eyJ${filler(24)}`, filler(43)].join('.')

/** By the form that the issuer gave its tokens, under a name that says nothing. */
export const byIssuer = [
  ...cases('issuer', {
    'AWS, long term': env('X', joined('AK', 'IA', filler(16, upper))),
    'AWS, temporary': env('X', joined('AS', 'IA', filler(16, upper))),
    'Google API': env('X', joined('AI', 'za', filler(35))),
    'Google client secret': env('X', joined('GOC', 'SPX', '-', filler(28))),
    'GitHub, personal': env('X', joined('gh', 'p_', filler(36))),
    'GitHub, server': env('X', joined('gh', 's_', filler(36))),
    'GitHub, fine-grained': env('X', joined('github_', 'pat_', filler(22), '_', filler(59))),
    'GitLab, personal': env('X', joined('glp', 'at-', filler(20))),
    'GitLab, runner': env('X', joined('glr', 't-', filler(20))),
    'Slack, bot': env(
      'X',
      ['xox', `b-${filler(12, digits)}`, filler(12, digits), filler(24)].join('-').replace('xox-', 'xox'),
    ),
    'Slack, webhook': env(
      'X',
      joined('https://hooks.', 'slack', '.com/services/T', filler(8, upper), '/B', filler(8, upper), '/', filler(24)),
    ),
    'Discord, webhook': env(
      'X',
      joined('https://discord.com/api/', 'webhooks', '/', filler(18, digits), '/', filler(68)),
    ),
    'Stripe, live': env('X', joined('sk_', 'live_', filler(24))),
    'Stripe, restricted': env('X', joined('rk_', 'live_', filler(24))),
    'Stripe, webhook': env('X', joined('whs', 'ec_', filler(32))),
    Twilio: env('X', joined('S', 'K', filler(32, hex))),
    SendGrid: env('X', joined('S', 'G', '.', filler(22), '.', filler(43))),
    Mailgun: env('X', joined('ke', 'y-', filler(32, hex))),
    npm: env('X', joined('np', 'm_', filler(36))),
    PyPI: env('X', joined('py', 'pi-', 'AgEIcHlwaS5vcmc', filler(60))),
    RubyGems: env('X', joined('ruby', 'gems_', filler(48, hex))),
    'Docker Hub': env('X', joined('dckr_', 'pat_', filler(27))),
    OpenAI: env('X', joined('sk-', 'proj-', filler(48))),
    Anthropic: env('X', joined('sk-', 'ant-', 'api03-', filler(93), 'AA')),
    'Hugging Face': env('X', joined('h', 'f_', filler(34, 'aBcDeFgHiJkLmNoPqRsTuVwXyZ'))),
    DigitalOcean: env('X', joined('dop_', 'v1_', filler(64, hex))),
    Vault: env('X', joined('hv', 's.', filler(90))),
    'Terraform Cloud': env('X', joined(filler(14), '.atlas', 'v1', '.', filler(64))),
    'Entra client secret': env('X', joined('aB3', '8Q~', filler(34))),
    'Azure, signature': env('X', joined('https://a.blob.example/c?sv=2022-11-02&si', 'g=', filler(43), '%3D')),
    Databricks: env('X', joined('da', 'pi', filler(32, hex))),
    Grafana: env('X', joined('gls', 'a_', filler(32), '_', filler(8, hex))),
    'New Relic': env('X', joined('NR', 'AK', '-', filler(27, upper))),
    Doppler: env('X', joined('dp.', 'st.', 'prd.', filler(43))),
    PlanetScale: env('X', joined('pscale_', 'pw_', filler(43))),
    Supabase: env('X', joined('sb_', 'secret_', filler(31))),
    Pulumi: env('X', joined('pu', 'l-', filler(40, hex))),
    Postman: env('X', joined('PM', 'AK', '-', filler(24, hex), '-', filler(34, hex))),
    Linear: env('X', joined('lin_', 'api_', filler(40))),
    Atlassian: env('X', joined('ATA', 'TT3', 'xFfGF0', filler(100))),
    Shopify: env('X', joined('shp', 'at_', filler(32, hex))),
    Artifactory: env('X', joined('AK', 'Cp', filler(69))),
    Telegram: env('X', joined(filler(10, digits), ':', 'AA', filler(33))),
    'JSON Web Token': env('X', jwt),
    'Sentry, user': env('X', joined('sntry', 'u_', filler(64, hex))),
    age: env('X', joined('AGE-', 'SECRET', '-KEY-1', filler(58, 'Q2W3ERT4Y5U6P7A8SDFGH'))),
  }),
  ...cases('place of a token', {
    'in an argument': args('--x', joined('gh', 'p_', filler(36))),
    'in a script': shell(joined('git clone https://x:gh', 'p_', filler(36), '@git.example/a')),
    'in a file': configMap({ 'notes.txt': joined('see gl', 'pat-', filler(20), ' for it\n') }),
    'in base64': configMap({ 'notes.txt': base64(joined('the token is np', 'm_', filler(36))) }),
    'in a comment of SQL': sql(joined('-- sk_', 'live_', filler(24), '\nselect 1;\n')),
    'in a default of SQL': sql(joined("alter table a alter b set default 'sk_", 'live_', filler(24), "';")),
  }),
]
