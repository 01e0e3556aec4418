import { useRouter } from 'next/router'
import React, { useState, type FormEvent } from 'react'

export default function Page() {
  const [isLoading, setIsLoading] = useState<boolean>(false)
  const [error, setError] = useState<string | null>(null)
  const router = useRouter()

  async function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    setIsLoading(true)
    setError(null)
    try {
      const formData = new FormData(event.currentTarget)
      const response = await fetch('/api/submit', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(Object.fromEntries(formData)),
      })
      const data = await response.json()
      if (!response.ok) throw new Error(data.message)
      await router.push(`/posts/${data.id}`)
    } catch (error) {
      setError(error instanceof Error ? error.message : 'Unknown error')
    } finally {
      setIsLoading(false)
    }
  }

  return (
    <div>
      {error && <div id="failed">{error}</div>}
      <form id="scripted" onSubmit={onSubmit}>
        <input type="text" name="title" />
        <button type="submit" disabled={isLoading}>
          {isLoading ? 'Loading...' : 'Submit'}
        </button>
      </form>
      <form id="native" action="/api/subscribe" method="post">
        <input type="email" name="email" required />
        <button type="submit">Subscribe</button>
      </form>
      <form id="upload" action="/api/upload" method="post" encType="multipart/form-data">
        <input type="text" name="name" defaultValue="Ada" />
        <button type="submit">Upload</button>
      </form>
    </div>
  )
}
