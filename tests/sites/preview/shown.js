import { useRouter } from 'next/router'

/** What a page was told, and what its router knows. */
export function Shown({ text, told }) {
  const { isPreview, isFallback } = useRouter()
  if (isFallback) return <p>Shell</p>
  return (
    <main>
      <h1>{text}</h1>
      <p id="preview">{String(isPreview)}</p>
      <pre>{JSON.stringify(told)}</pre>
    </main>
  )
}
