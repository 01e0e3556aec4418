import type { GetServerSideProps } from 'next'

interface Props {
  searched: string
}

export const getServerSideProps: GetServerSideProps<Props> = async ({ query }) => ({
  props: { searched: String(query.q ?? '') },
})

export default function Form({ searched }: Props) {
  return (
    <main>
      <form action="/form">
        <input name="q" defaultValue={searched} />
        <button>Search</button>
      </form>
      <p id="searched">{searched}</p>
      <form action="/api/subscribe" method="post">
        <input name="email" />
        <button id="subscribe">Subscribe</button>
      </form>
    </main>
  )
}
