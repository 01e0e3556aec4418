// What is published, and what is not yet.

export async function read(path) {
  const response = await fetch(process.env.SOURCE + path)
  if (!response.ok) throw new Error(`The source answered ${response.status} for ${path}`)
  return response.json()
}

/** Props that tell all that the data function was told. */
export const told = ({ preview = null, previewData = null, draftMode = null, revalidateReason = null }) => ({
  preview,
  previewData,
  draftMode,
  revalidateReason,
})
