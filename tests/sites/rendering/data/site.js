// As sites have them that share a file with their configuration.
const facts = require('./facts.json')

module.exports = { title: 'Shared', height: facts.height }
