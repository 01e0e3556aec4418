export default function OnRequest() {
  return <h1>On request</h1>
}

export const getServerSideProps = () => ({ props: {} })
