import { useRouter } from 'next/router'

export default function Login() {
  const { query, locale } = useRouter()
  return (
    <>
      <h1>Log in</h1>
      <p id="from">{query.from}</p>
      <p id="locale">{locale}</p>
    </>
  )
}
