/** Asks the data source, so that a test can count what the pages cost. */
export async function ask(path) {
  const response = await fetch(process.env.SOURCE + path)
  return response.ok ? response.json() : null
}
