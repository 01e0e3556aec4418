/** Replaces the text `written by hand`. */
module.exports = () => ({
  visitor: {
    StringLiteral(path) {
      if (path.node.value === 'written by hand') path.node.value = 'written by Babel'
    },
  },
})
