export async function load<T>(path: string): Promise<T> {
  const response = await fetch(process.env.SOURCE + path)
  if (!response.ok) throw new Error(`Failed to fetch ${path}, received status ${response.status}`)
  return response.json()
}
