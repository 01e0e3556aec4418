export default () => null

export const getServerSideProps = async () => ({ notFound: true })
