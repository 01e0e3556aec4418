import { Shown, told } from '../shown'

export default function News({ text, told }) {
  return <Shown text={text} told={told} />
}

export async function getStaticProps(context) {
  const response = await fetch(`${process.env.SOURCE}/news/${context.locale}`)
  if (response.status === 404) return { notFound: true, revalidate: 1000 }
  return { props: { text: (await response.json()).title, told: told(context) }, revalidate: 1000 }
}
