export default function Lazy() {
  return <p id="lazy">Loaded later</p>
}
