module.exports = {
  staticPageGenerationTimeout: Number(process.env.PAGE_TIMEOUT ?? 1),
  limits: { maxConcurrentRenders: 64, maxConcurrentRendersPerRoute: 64 },
}
