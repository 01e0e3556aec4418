module.exports = {
  generateBuildId: () => 'cluster',
  staticPageGenerationTimeout: 10,
}
