module.exports = { staticPageGenerationTimeout: 10 }
