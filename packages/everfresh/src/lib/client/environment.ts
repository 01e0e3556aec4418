/** Whether this is a build or `dev`. Vite replaces the expression, so browsers never look for `process`. */
export const isProduction = process.env.NODE_ENV === 'production'
