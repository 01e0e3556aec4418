/** Asks the bench for data: it counts, and takes as long as it says. */
export async function ask(path) {
  const response = await fetch(process.env.SOURCE + path)
  return response.json()
}
