import { useRouter } from 'next/router'
import { useState, type FormEvent } from 'react'

export default function LoginPage() {
  const router = useRouter()
  const [failed, setFailed] = useState(false)

  async function handleSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const formData = new FormData(event.currentTarget)
    const response = await fetch('/api/auth/login', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ email: formData.get('email'), password: formData.get('password') }),
    })
    if (response.ok) router.push('/profile')
    else setFailed(true)
  }

  return (
    <form onSubmit={handleSubmit}>
      <input type="email" name="email" placeholder="Email" required />
      <input type="password" name="password" placeholder="Password" required />
      <button type="submit">Login</button>
      {failed && <p id="refused">Invalid credentials.</p>}
    </form>
  )
}
