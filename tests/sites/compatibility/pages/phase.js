export default function Phase({ phase, directory }) {
  return (
    <p>
      {phase} in {directory}
    </p>
  )
}

export const getStaticProps = () => ({
  props: { phase: process.env.NEXT_PHASE, directory: process.cwd() },
})
