// How many pages are made ahead, and how long the data of each take: the benches say it.
export const skus = () =>
  Array.from({ length: Number(process.env.BENCH_PAGES ?? 1) }, (_, index) => `chair-${index + 1}`)

export async function latency() {
  const ms = Number(process.env.BENCH_DATA_MS ?? 0)
  if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms))
}
