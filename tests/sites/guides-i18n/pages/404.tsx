import { useRouter } from 'next/router'

export default function NotFound() {
  const { locale } = useRouter()
  return <h1>{locale === 'fr' ? 'Introuvable' : 'Not found'}</h1>
}
