// The deployments of article 003 have names; article 001 turns the memory off, which a test does here.
module.exports = {
  generateBuildId: () => process.env.DEPLOYMENT_ID ?? null,
  experimental: {
    // Defaults to 50MB
    isrMemoryCacheSize: Number(process.env.SEED_MEMORY ?? 50 * 1024 * 1024),
  },
}
