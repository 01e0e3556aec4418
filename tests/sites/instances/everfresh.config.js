const { DEPLOYMENT_ID, MEMORY, THREADS } = process.env

export default {
  generateBuildId: () => DEPLOYMENT_ID ?? null,
  ...(THREADS && { renderer: { threads: Number(THREADS) } }),
  ...(MEMORY && { cacheMaxMemorySize: Number(MEMORY) }),
  // Long enough for a machine with a lot to do.
  limits: { unresponsiveMs: 5_000 },
}
