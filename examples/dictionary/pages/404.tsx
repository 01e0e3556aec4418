/** For addresses that lead to no word. */
import { Layout } from '../components/layout.tsx'
import { SearchForm } from '../components/search-form.tsx'

export default function NotFound() {
  return (
    <Layout title="Not in the dictionary">
      <h1>Not in the dictionary</h1>
      <p>There is no such word here. Perhaps it is spelt differently, or filed under its plain form.</p>
      <SearchForm large />
    </Layout>
  )
}
