module.exports = { staticPageGenerationTimeout: 5 }
