module.exports = {
  generateBuildId: () => 'compatibility',
  staticPageGenerationTimeout: Number(process.env.PAGE_TIMEOUT ?? 60),
}
