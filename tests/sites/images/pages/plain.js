export default function Plain() {
  return <p>No image here</p>
}
