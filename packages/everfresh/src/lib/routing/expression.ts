/** The regular expressions of a site's rules, which see what visitors send. Runs in browsers too. */

export type Expression = Pick<RegExp, 'exec'>

/** What keeps an expression from taking as long as it likes. A browser has one visitor, and needs none. */
export type Bound = (expression: RegExp) => Expression

export const unbound: Bound = (expression) => expression
