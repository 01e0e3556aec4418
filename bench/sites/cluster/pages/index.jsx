export default function Home() {
  return <h1>Cluster</h1>
}
