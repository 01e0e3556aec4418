/** `styled-jsx`, which sites do not install: it comes with the framework. */
export { createStyleRegistry, StyleRegistry, useStyleRegistry } from 'styled-jsx'
