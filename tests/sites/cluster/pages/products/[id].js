// Says what it was rendered from at its beginning, at its end, and all the way between: a page that is put together from two
// renders shows it.

export default function Product({ path, version, read }) {
  const marks = `${path} ${version} ${read}`
  return (
    <main data-marks={marks}>
      <h1>Version {version}</h1>
      <ul>
        {Array.from({ length: 40 }, (_, line) => (
          <li key={line} data-marks={marks} />
        ))}
      </ul>
    </main>
  )
}

export const getStaticPaths = () => ({
  paths: ['built-1', 'built-2'].map((id) => ({ params: { id } })),
  fallback: 'blocking',
})

export async function getStaticProps({ params }) {
  const path = `/products/${params.id}`
  const response = await fetch(process.env.SOURCE + path)
  if (!response.ok) throw new Error(`The source answered ${response.status} for ${path}`)
  const { version, read, revalidate } = await response.json()
  return { props: { path, version, read }, revalidate, tags: ['catalogue'] }
}
