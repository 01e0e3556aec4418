const { kind } = require('./compiled/kind')
module.exports = () => `${kind} extra`
