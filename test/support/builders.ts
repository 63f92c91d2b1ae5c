/** What `npm run prepare` runs, for the tests that run it in a copy of the repository. */
export const builders = ['bin/build.mjs', 'bin/build-api-options.mjs', 'bin/build-notices.mjs', 'bin/build-notices']
