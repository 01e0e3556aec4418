export default function Header({ title }) {
  return <p id="header">{title}</p>
}
