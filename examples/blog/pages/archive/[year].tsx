import type { GetStaticPaths, GetStaticProps } from 'next'
import Head from 'next/head'
import Link from 'next/link'
import { useRouter } from 'next/router'
import { dayAfter, yearOf } from '@/lib/dates'
import { archiveHref, postHref } from '@/lib/links'
import { logDays, slugOfDay } from '@/lib/log/log'
import { site } from '@/lib/site'
import styles from '@/styles/list.module.css'

interface ArchiveProps {
  year: number
  years: number[]
  /** Days with an entry. */
  days: string[]
}

const monthName = new Intl.DateTimeFormat('en-GB', { month: 'long', timeZone: 'UTC' })

export default function Archive({ year, years, days }: ArchiveProps) {
  const { isFallback } = useRouter()
  if (isFallback) return <p className={styles.lead}>Fetching the log from the shelf …</p>
  const written = new Set(days)
  return (
    <>
      <Head>
        <title>{`${year} · ${site.name}`}</title>
      </Head>
      <h1>The log of {year}</h1>
      <nav aria-label="Years" className={styles.years}>
        {years.map((each) => (
          <Link key={each} href={archiveHref(each)} prefetch={false} aria-current={each === year ? 'page' : undefined}>
            {each}
          </Link>
        ))}
      </nav>
      <div className={styles.months}>
        {monthsOf(year).map(({ name, days }) => (
          <section key={name}>
            <h2>{name}</h2>
            <div className={styles.days}>
              {days.map((day, index) => {
                const style = index === 0 ? { gridColumnStart: weekdayOf(day) } : undefined
                return written.has(day) ? (
                  <Link key={day} href={postHref(slugOfDay(day))} prefetch={false} style={style}>
                    {Number(day.slice(8))}
                  </Link>
                ) : (
                  <span key={day} style={style}>
                    {Number(day.slice(8))}
                  </span>
                )
              })}
            </div>
          </section>
        ))}
      </div>
    </>
  )
}

/** 1 is Monday. */
const weekdayOf = (day: string): number => new Date(day).getUTCDay() || 7

function monthsOf(year: number): { name: string; days: string[] }[] {
  return Array.from({ length: 12 }, (_, month) => {
    const first = `${year}-${String(month + 1).padStart(2, '0')}-01`
    const length = new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
    return {
      name: monthName.format(new Date(first)),
      days: Array.from({ length }, (_, index) => dayAfter(first, index)),
    }
  })
}

/** The newest year; an older one shows a placeholder while it is made. */
export const getStaticPaths: GetStaticPaths = () => ({
  paths: [{ params: { year: String(yearOf(logDays()[0]!)) } }],
  fallback: true,
})

export const getStaticProps: GetStaticProps<ArchiveProps, { year: string }> = ({ params }) => {
  const all = logDays()
  const years = [...new Set(all.map(yearOf))]
  const days = all.filter((day) => day.startsWith(`${params!.year}-`))
  if (days.length === 0) return { notFound: true, revalidate: 3600 }
  return { props: { year: Number(params!.year), years, days }, revalidate: 3600 }
}
