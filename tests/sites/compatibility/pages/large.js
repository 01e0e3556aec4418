export default function Large({ text }) {
  return <p>{text.length}</p>
}

export const getStaticProps = () => ({ props: { text: 'x'.repeat(200_000) } })
