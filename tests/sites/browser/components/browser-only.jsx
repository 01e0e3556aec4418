import styles from './browser-only.module.css'

export default function BrowserOnly({ name }) {
  return (
    <p id="browser-only" className={styles.wide}>
      {name} sees {window.location.pathname}
    </p>
  )
}
