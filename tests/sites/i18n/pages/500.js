import { useRouter } from 'next/router'

export default function Failed() {
  return <h1>Failed in {useRouter().locale}</h1>
}
