// JSX in a file that ends in .js, beside what Node.js has for imports.
const { title } = require('../data/site')

export const Plain = ({ children }) => (
  <em id="plain" title={title}>
    {children}
  </em>
)
