/** As in package.json, which a test compares: read from there it would cost a file at each start. */
export const version = '0.1.0'
