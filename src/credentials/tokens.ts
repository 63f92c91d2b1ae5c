import type { Credential } from './credential.ts'
import { isStandIn } from './stand-in.ts'

/** A token that its issuer made recognisable. */
interface Issued {
  readonly what: string
  /** Each form starts with text that is rare, so that the search for it is quick. */
  readonly pattern: RegExp
}

/**
 * Forms that the issuers document, mostly for secret scanning. The prefixes are those of gitleaks 8 (config/gitleaks.toml,
 * MIT), which lacks GOCSPX, ya29, glrtr, whsec_, dckr_, gsk_, lsv2_, hvr., sbp_, sb_secret_ and Azure's; where the issuer has
 * a page of its own it is named. Not a dependency: of gitleaks' 222 rules two thirds are a vendor's name beside a random text,
 * which `names.ts` covers, its patterns are Go's, and secretlint's preset has 14 issuers and reads files itself.
 */
const issued: readonly Issued[] = [
  // docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html: access keys, temporary ones, bearer tokens.
  { what: 'an AWS access key', pattern: /(?<![A-Za-z0-9])(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}(?![A-Za-z0-9])/g },
  { what: 'an AWS Bedrock key', pattern: /(?<![A-Za-z0-9])ABSK[A-Za-z0-9+/]{100,269}={0,2}/g },
  // cloud.google.com/docs/authentication/api-keys: AIza and 35 more.
  { what: 'a Google API key', pattern: /(?<!\w)AIza[\w-]{35}(?![\w-])/g },
  { what: 'a Google OAuth client secret', pattern: /(?<!\w)GOCSPX-[\w-]{20,40}/g },
  { what: 'a Google OAuth token', pattern: /(?<!\w)ya29\.[\w-]{20,500}/g },
  // docs.github.com/authentication/keeping-your-account-and-data-secure/about-authentication-to-github, "token formats"
  { what: 'a GitHub token', pattern: /(?<!\w)gh[pousr]_[A-Za-z0-9]{36,255}/g },
  { what: 'a GitHub token', pattern: /(?<!\w)github_pat_\w{22,255}/g },
  // docs.gitlab.com/security/tokens, "Token prefixes"
  {
    what: 'a GitLab token',
    pattern:
      /(?<![A-Za-z0-9])(?:glpat|gldt|glrt|glrtr|glcbt|glptt|glft|glimt|glagent|gloas|glsoat|glffct)-[\w-]{20,300}/g,
  },
  // api.slack.com/concepts/token-types
  { what: 'a Slack token', pattern: /(?<![A-Za-z0-9])xox[abceoprs](?:\.xox[bp])?-[\w-]{10,250}/g },
  { what: 'a Slack token', pattern: /(?<![A-Za-z0-9])xapp-\d-[A-Z0-9]{5,20}-\d{5,20}-[a-z0-9]{20,80}/g },
  { what: 'a Slack webhook', pattern: /hooks\.slack\.com\/(?:services|workflows|triggers)\/[A-Za-z0-9+/]{20,80}/g },
  { what: 'a Discord webhook', pattern: /discord(?:app)?\.com\/api\/webhooks\/\d{15,22}\/[\w-]{50,90}/g },
  {
    what: 'a Microsoft Teams webhook',
    pattern: /webhook\.office\.com\/webhookb2\/[\w@-]{20,200}\/IncomingWebhook\/[\w/-]{20,100}/g,
  },
  // docs.stripe.com/keys
  { what: 'a Stripe key', pattern: /(?<![A-Za-z0-9])[sr]k_(?:live|test|prod)_[A-Za-z0-9]{10,247}/g },
  { what: 'a Stripe webhook secret', pattern: /(?<![A-Za-z0-9])whsec_[A-Za-z0-9+/]{24,80}/g },
  // twilio.com/docs/glossary/what-is-an-api-key; sendgrid.com: "SG." and two parts
  { what: 'a Twilio key', pattern: /(?<![A-Za-z0-9])SK[0-9a-f]{32}(?![A-Za-z0-9])/g },
  { what: 'a SendGrid key', pattern: /(?<![A-Za-z0-9])SG\.[\w-]{16,32}\.[\w-]{32,64}/g },
  { what: 'a Mailgun key', pattern: /(?<![A-Za-z0-9])key-[0-9a-f]{32}(?![A-Za-z0-9])/g },
  { what: 'a Mailchimp key', pattern: /(?<![A-Za-z0-9])[0-9a-f]{32}-us\d{1,2}(?![A-Za-z0-9])/g },
  { what: 'a Brevo key', pattern: /(?<![A-Za-z0-9])xkeysib-[0-9a-f]{64}-[A-Za-z0-9]{16}/g },
  // docs.npmjs.com/about-access-tokens; pypi.org/help/#apitoken; guides.rubygems.org/api-key-scopes
  { what: 'an npm token', pattern: /(?<![A-Za-z0-9])npm_[A-Za-z0-9]{36}/g },
  { what: 'a PyPI token', pattern: /(?<![A-Za-z0-9])pypi-[\w-]{16,1000}/g },
  { what: 'a RubyGems key', pattern: /(?<![A-Za-z0-9])rubygems_[0-9a-f]{48}/g },
  { what: 'a Docker Hub token', pattern: /(?<![A-Za-z0-9])dckr_(?:pat|oat)_[\w-]{20,60}/g },
  // OpenAI, Anthropic, DeepSeek, OpenRouter, LangSmith, Hugging Face, Perplexity, Groq
  {
    what: 'an API key of an AI service',
    pattern: /(?<![A-Za-z0-9])sk-(?:proj-|svcacct-|admin-|ant-[a-z0-9]{3,10}-|or-v1-|lf-)[\w-]{20,250}/g,
  },
  { what: 'an API key of an AI service', pattern: /(?<![A-Za-z0-9])sk-[A-Za-z0-9]{32,60}(?![\w-])/g },
  {
    what: 'an API key of an AI service',
    pattern:
      /(?<![A-Za-z0-9])(?:pplx-[A-Za-z0-9]{48}|gsk_[A-Za-z0-9]{48,60}|lsv2_(?:pt|sk)_[0-9a-f]{32}_[0-9a-f]{10})/g,
  },
  { what: 'a Hugging Face token', pattern: /(?<![A-Za-z0-9])(?:hf_|api_org_)[A-Za-z]{34}(?![A-Za-z0-9])/g },
  // docs.digitalocean.com/reference/api/create-personal-access-token
  { what: 'a DigitalOcean token', pattern: /(?<![A-Za-z0-9])do[opr]_v1_[0-9a-f]{64}/g },
  // developer.hashicorp.com/vault/docs/concepts/tokens: hvs., hvb., hvr.
  { what: 'a Vault token', pattern: /(?<![A-Za-z0-9])hv[sbr]\.[\w-]{24,300}/g },
  { what: 'a Terraform Cloud token', pattern: /(?<![A-Za-z0-9])[A-Za-z0-9]{14}\.atlasv1\.[\w-]{60,70}/g },
  // learn.microsoft.com: an Entra client secret has "Q~" after four characters
  { what: 'an Azure client secret', pattern: /(?<![\w~.-])[\w~.]{3}\dQ~[\w~.-]{31,34}(?![\w~-])/g },
  { what: 'an Azure storage key', pattern: /\b(?:AccountKey|SharedAccessKey)=([A-Za-z0-9+/]{30,100}={0,2})/g },
  { what: 'an Azure shared access signature', pattern: /[?&;]sig=([A-Za-z0-9%+/]{30,120}={0,2})/g },
  { what: 'a Databricks token', pattern: /(?<![A-Za-z0-9])dapi[0-9a-f]{32}(?:-\d)?(?![0-9a-f])/g },
  {
    what: 'a Grafana token',
    pattern: /(?<![A-Za-z0-9])(?:glsa_[A-Za-z0-9]{32}_[0-9a-fA-F]{8}|glc_[A-Za-z0-9+/]{32,400}={0,2})/g,
  },
  { what: 'a Sentry token', pattern: /(?<![A-Za-z0-9])(?:sntryu_[0-9a-f]{64}|sntrys_eyJ[A-Za-z0-9+/=_]{40,400})/g },
  { what: 'a New Relic key', pattern: /(?<![A-Za-z0-9])(?:NRAK-[A-Z0-9]{27}|NRII-[\w-]{32})/g },
  { what: 'a Dynatrace token', pattern: /(?<![A-Za-z0-9])dt0[a-z]\d{2}\.[A-Z0-9]{24}\.[A-Z0-9]{64}/g },
  {
    what: 'a Doppler token',
    pattern: /(?<![A-Za-z0-9])dp\.(?:pt|st|ct|sa|scim|audit)\.(?:[\w-]{2,35}\.)?[A-Za-z0-9]{40,44}/g,
  },
  { what: 'a PlanetScale credential', pattern: /(?<![A-Za-z0-9])pscale_(?:tkn|pw|oauth)_[\w=.-]{32,64}/g },
  { what: 'a Supabase key', pattern: /(?<![A-Za-z0-9])(?:sbp_[0-9a-f]{40}|sb_secret_[\w-]{20,60})/g },
  { what: 'a Pulumi token', pattern: /(?<![A-Za-z0-9])pul-[0-9a-f]{40}/g },
  { what: 'a Postman key', pattern: /(?<![A-Za-z0-9])PMAK-[0-9a-f]{24}-[0-9a-f]{34}/g },
  { what: 'a Linear key', pattern: /(?<![A-Za-z0-9])lin_api_[A-Za-z0-9]{40}/g },
  { what: 'a Notion token', pattern: /(?<![A-Za-z0-9])ntn_\d{11}[A-Za-z0-9]{35}/g },
  { what: 'an Atlassian token', pattern: /(?<![A-Za-z0-9])ATATT3[\w=-]{60,200}/g },
  { what: 'a Shopify token', pattern: /(?<![A-Za-z0-9])shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}/g },
  { what: 'an Artifactory key', pattern: /(?<![A-Za-z0-9])AKCp[A-Za-z0-9]{69}(?![A-Za-z0-9])/g },
  { what: 'a 1Password token', pattern: /(?<![A-Za-z0-9])ops_eyJ[A-Za-z0-9+/]{100,1000}={0,3}/g },
  { what: 'a Heroku key', pattern: /(?<![A-Za-z0-9])HRKU-AA[\w-]{58}/g },
  { what: 'a Fly.io token', pattern: /(?<![A-Za-z0-9])(?:fo1_[\w-]{43}|fm[12][ar]?_[A-Za-z0-9+/]{100,1000}={0,3})/g },
  { what: 'an OpenShift token', pattern: /(?<![A-Za-z0-9])sha256~[\w-]{43}(?![\w-])/g },
  { what: 'a Telegram bot token', pattern: /(?<![A-Za-z0-9])\d{8,12}:AA[\w-]{33}(?![\w-])/g },
  // RFC 7519: header and payload are JSON, so both start with eyJ.
  { what: 'a JSON Web Token', pattern: /(?<![A-Za-z0-9_-])eyJ[\w-]{10,2000}\.eyJ[\w-]{10,8000}\.[\w-]{10,2000}/g },
  // age-encryption.org/v1: Bech32 in capitals.
  { what: 'an age identity', pattern: /AGE-SECRET-KEY-(?:PQ-)?1[02-9AC-HJ-NP-Z]{50,70}/g },
]

/** The first letters of every form: rules out nearly all texts at once. */
const anyStart =
  /AKIA|ASIA|ABIA|ACCA|ABSK|AIza|GOCSPX|ya29\.|gh[pousr]_|github_pat_|gl[a-z]{2,5}-|xox[a-z]|xapp-|hooks\.slack|api\/webhooks|webhookb2|[sr]k_|whsec_|SK[0-9a-f]{8}|SG\.|key-|-us\d|xkeysib|npm_|pypi-|rubygems_|dckr_|sk-|pplx-|gsk_|lsv2_|hf_|api_org_|_v1_|hv[sbr]\.|atlasv1|Q~|AccountKey|SharedAccessKey|sig=|dapi|glsa_|glc_|sntry|NRAK|NRII|dt0|dp\.|pscale_|sb[p_]|pul-|PMAK|lin_api|ntn_|ATATT|shp|AKCp|ops_eyJ|HRKU|fo1_|fm[12]|sha256~|:AA|eyJ|AGE-SECRET/

export function issuedTokens(text: string): Credential[] {
  if (!anyStart.test(text)) return []
  return issued.flatMap(({ what, pattern }) =>
    [...text.matchAll(pattern)].flatMap((match) => {
      const token = match[1] ?? match[0]
      if (isExample(token)) return []
      const start = match.index + match[0].indexOf(token)
      return { what, start, end: start + token.length }
    }),
  )
}

/** AWS's documented example key, and templates: one letter repeated, or a word that says so. */
function isExample(token: string): boolean {
  return /EXAMPLE|XXXX|xxxx|\.\.\.|your|0000000000|1234567890abcdef1234567890abcdef/i.test(token) || isStandIn(token)
}
