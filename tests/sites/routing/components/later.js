import styles from './later.module.css'

export default function Later() {
  return <p className={styles.later}>Later</p>
}
