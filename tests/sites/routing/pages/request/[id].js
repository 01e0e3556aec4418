import { Route } from '../../components/route'

export const getServerSideProps = ({ req, params, query, resolvedUrl }) => ({
  props: { seen: { url: req.url, params, query, resolvedUrl } },
})

export default function Request({ seen }) {
  return (
    <>
      <h1>On request</h1>
      <pre id="seen">{JSON.stringify(seen)}</pre>
      <Route />
    </>
  )
}
