import Head from 'next/head'
import Image from 'next/image'
import Link from 'next/link'
import dusk from '@/images/dusk.jpg'
import { authors } from '@/lib/authors'
import { authorHref } from '@/lib/links'
import { site } from '@/lib/site'
import styles from '@/styles/list.module.css'

export default function About() {
  return (
    <div className={styles.list}>
      <Head>
        <title>{`About · ${site.name}`}</title>
        <meta name="description" content="Who keeps the light, and who keeps the log." />
      </Head>
      <h1>Who keeps the light</h1>
      <p className={styles.lead}>
        Lantern Point is a rock with a lighthouse, eleven miles from anything. None of it exists, apart from the
        software that shows it to you.
      </p>
      <Image
        src={dusk}
        alt="The tower from the landing"
        className={styles.picture}
        sizes="(max-width: 50rem) 100vw, 50rem"
      />
      <h2>The crew</h2>
      <ul className={styles.about}>
        {authors.map(({ id, name, role, about }) => (
          <li key={id}>
            <Link href={authorHref(id)}>{name}</Link>, {role.toLowerCase()}. {about}
          </li>
        ))}
      </ul>
    </div>
  )
}
