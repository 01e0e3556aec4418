/** The environment variables that the pages of a site may be made from. */

/** Variables that are another's in each terminal, or each call, and that no page is made from. */
const passing = /^(?:_|OLDPWD|PWD|SHLVL|COLUMNS|LINES|TERM.*|WINDOWID|SSH_.*|INIT_CWD|npm_.*)$/

/** Name and value of each, by name. */
export const siteEnvironment = (): [string, string][] =>
  Object.entries(process.env)
    .filter((pair): pair is [string, string] => !passing.test(pair[0]) && pair[1] !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
