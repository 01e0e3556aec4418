import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { GetStaticProps, InferGetStaticPropsType } from 'next'
import getConfig from 'next/config'
import Image from 'next/image'
import { Plain } from 'components/plain'
import dot from '../components/dot.png'
import drawing from '../components/drawing.svg'
import facts from '../data/facts.json'
import siteData, { title } from '../data/site'
import { name, text } from 'lib/names'
import { first, second } from 'cjs-leaf'
import leaf from 'cjs-leaf'

const { publicRuntimeConfig } = getConfig()

export const getStaticProps = (async () => {
  console.log('data function says hello')
  console.error('data function complains')
  console.debug('data function babbles')
  const file = await readFile(join(process.cwd(), 'data/read-me.txt'), 'utf8')
  const secret: unknown = getConfig().serverRuntimeConfig.secret
  return { props: { file: file.trim(), secret: `${secret}` }, revalidate: 1 }
}) satisfies GetStaticProps

export default function Data({ file, secret }: InferGetStaticPropsType<typeof getStaticProps>) {
  return (
    <ul>
      <li id="file">{file}</li>
      <li id="secret">{secret}</li>
      <li id="names">{`${name}, ${text}`}</li>
      <li id="facts">{facts.height}</li>
      <li id="site">{`${siteData.title} ${siteData.height} ${title}`}</li>
      <li id="leaf">{[leaf(), first(), second()].join(', ')}</li>
      <li id="config">{publicRuntimeConfig.country}</li>
      <li>
        <Plain>plain</Plain>
        <Image id="dot" src={dot} alt="" />
        <img id="drawing" src={drawing.src} width={drawing.width} alt="" />
      </li>
    </ul>
  )
}
