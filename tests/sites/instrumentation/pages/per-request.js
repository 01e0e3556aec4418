export default () => null

export async function getServerSideProps() {
  throw new Error('The request broke')
}
