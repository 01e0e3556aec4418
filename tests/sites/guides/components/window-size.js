export default function WindowSize() {
  return <p id="window">{`${window.location.pathname} in a browser`}</p>
}
