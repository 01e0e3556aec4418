/** `styled-jsx/css`: tags of template literals that are compiled away. */

const notCompiled = (): never => {
  throw new Error(
    'A template literal of styled-jsx/css was not compiled. Import it as `import css from "styled-jsx/css"`, and use its ' +
      'tags directly: css`…`, css.global`…`, css.resolve`…`.',
  )
}

export const global = notCompiled
export const resolve = notCompiled
export default Object.assign(notCompiled, { global, resolve })
