const { kind } = require('./dist/kind')
module.exports = () => `${kind} extra`
