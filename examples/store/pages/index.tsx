/** The home page. */
import type { GetStaticProps, InferGetStaticPropsType } from 'next'
import Link from 'next/link'
import { MadeAt } from '../components/made-at.tsx'
import { PageHead } from '../components/page-head.tsx'
import { ProductGrid } from '../components/product-card.tsx'
import { Section } from '../components/section.tsx'
import { departments } from '../data/departments.ts'
import { bestSellers, deals, type ProductCard } from '../data/products.ts'
import { countRender } from '../data/render-counts.ts'
import styles from '../styles/home.module.css'

interface HomeProps {
  readonly best: readonly ProductCard[]
  readonly reduced: readonly ProductCard[]
  readonly madeAt: string
}

export const getStaticProps = (() => {
  countRender('/')
  return { props: { best: bestSellers(12), reduced: deals(8), madeAt: new Date().toISOString() }, revalidate: 60 }
}) satisfies GetStaticProps<HomeProps>

export default function Home({ best, reduced, madeAt }: InferGetStaticPropsType<typeof getStaticProps>) {
  return (
    <>
      <PageHead
        title="Things chosen to be kept"
        description="Kitchen, living, furniture, outdoors, sport, clothing, electronics, paper and play: 100,000 things chosen to be kept."
      />
      <Hero />
      <Section title="Departments">
        <ul className={styles.departments}>
          {departments.map((department) => (
            <li key={department.slug}>
              <Link href={`/departments/${department.slug}`}>
                <img src={pictures[department.slug]} alt="" width={200} height={200} loading="lazy" />
                <span className={styles.name}>{department.name}</span>
                <span className={styles.blurb}>{department.blurb}</span>
              </Link>
            </li>
          ))}
        </ul>
      </Section>
      <Section title="Best sellers">
        <ProductGrid products={best} />
      </Section>
      <Section id="deals" title="Reduced this week">
        <ProductGrid products={reduced} />
      </Section>
      <MadeAt time={madeAt} />
    </>
  )
}

const pictures: Readonly<Record<string, string>> = {
  kitchen: '/api/art/kettle.sage.0.svg',
  living: '/api/art/lamp.mustard.1.svg',
  furniture: '/api/art/armchair.ink.2.svg',
  outdoors: '/api/art/tent.terracotta.1.svg',
  sport: '/api/art/shoe.sky.0.svg',
  clothing: '/api/art/sweater.rust.2.svg',
  electronics: '/api/art/camera.charcoal.0.svg',
  'paper-and-play': '/api/art/notebook.plum.1.svg',
}

function Hero() {
  return (
    <section className={styles.hero}>
      <div>
        <p className={styles.season}>The autumn edition</p>
        <h1>Fewer things. Better ones.</h1>
        <p className="lead">
          Pans for decades, jumpers from named farms, tents that stand up to weather. Everything here can be repaired,
          and most of it will not need to be.
        </p>
        <p className={styles.actions}>
          <Link className="button" href="/categories/cookware">
            Shop cookware
          </Link>
          <Link href="/#deals">See what is reduced</Link>
        </p>
      </div>
      <div className={styles.collage} aria-hidden="true">
        {['pot.terracotta.0', 'lantern.mustard.2', 'jug.sea.1', 'vase.oat.2', 'folded.sage.1', 'boot.walnut.0'].map(
          (name) => (
            <img key={name} src={`/api/art/${name}.svg`} alt="" width={200} height={200} />
          ),
        )}
      </div>
    </section>
  )
}
