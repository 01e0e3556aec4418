// JSX in a file that ends in .js.
export const Plain = ({ children }) => <em id="plain">{children}</em>
