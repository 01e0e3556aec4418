export default function Request({ name }) {
  return <h1>{name}</h1>
}

export const getServerSideProps = ({ query }) => ({ props: { name: query.name ?? 'nobody' } })
