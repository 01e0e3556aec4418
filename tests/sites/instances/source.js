// Everything that the pages show.

export async function read(path) {
  const response = await fetch(process.env.SOURCE + path)
  if (!response.ok) throw new Error(`The source answered ${response.status} for ${path}`)
  return response.json()
}
