/** Finds the server's entry, inside the `server` folder of a deployment. */
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'

/** @throws when there is none: the deployment is broken. */
export async function serverEntryFile(serverDirectory: string): Promise<string> {
  const names = await readdir(serverDirectory)
  const name = names.find((each) => /^entry-.+\.mjs$/.test(each))
  if (name === undefined) throw new Error(`There is no server entry in ${serverDirectory}. Build the deployment again.`)
  return join(serverDirectory, name)
}
