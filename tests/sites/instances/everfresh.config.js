const { DEPLOYMENT_ID, MEMORY, THREADS, WHILE_AWAY } = process.env

export default {
  generateBuildId: () => DEPLOYMENT_ID ?? null,
  ...(THREADS && { renderer: { threads: Number(THREADS) } }),
  ...(MEMORY && { cacheMaxMemorySize: Number(MEMORY) }),
  ...(WHILE_AWAY && { invalidationsWhileAway: WHILE_AWAY }),
  // Long enough for a machine with a lot to do.
  limits: { unresponsiveMs: 5_000 },
}
