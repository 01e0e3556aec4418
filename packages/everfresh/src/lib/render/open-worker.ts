/** Starts a thread with one of our modules, compiled or, when we run from TypeScript source, from source too. */
import { Worker } from 'node:worker_threads'

/** @param name Of the module in this folder, without extension. */
export function openWorker(name: string, workerData: unknown): Worker {
  if (!import.meta.url.endsWith('.ts')) return new Worker(new URL(`./${name}.js`, import.meta.url), { workerData })
  // A thread does not inherit the hooks that make Node read TypeScript; the contributors' own tool brings them.
  const loader = import.meta.resolve('tsx/esm/api')
  const module = new URL(`./${name}.ts`, import.meta.url).href
  const code = `import(${JSON.stringify(loader)}).then((tsx) => (tsx.register(), import(${JSON.stringify(module)})))`
  return new Worker(code, { eval: true, workerData, execArgv: ['--conditions=everfresh-source'] })
}
