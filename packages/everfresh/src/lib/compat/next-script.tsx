/** `next/script`: scripts that load when it suits the page, and once only. */
import { useContext, useEffect, useId, useRef, type ReactElement, type ScriptHTMLAttributes } from 'react'
import { HeadContext } from '../client/contexts.ts'
import { DocumentContext } from '../client/document-context.ts'
import type { HeadElement } from '../client/head-elements.ts'
import { loadScript, whenIdle } from '../client/script-loader.ts'

export interface ScriptProps extends ScriptHTMLAttributes<HTMLScriptElement> {
  readonly strategy?: 'beforeInteractive' | 'afterInteractive' | 'lazyOnload' | 'worker' | undefined
  readonly id?: string | undefined
  readonly onLoad?: ((event?: unknown) => void) | undefined
  /** After it has loaded, and each time the component mounts later. */
  readonly onReady?: (() => void) | undefined
  readonly onError?: ((error: unknown) => void) | undefined
}

export type Props = ScriptProps

/** Loads a script as `strategy` says; by default when the page has become interactive. */
export function handleClientScriptLoad(props: ScriptProps): void {
  const load = () => void run(props)
  if (props.strategy === 'lazyOnload' || props.strategy === 'worker') whenIdle(load)
  else load()
}

export function initScriptLoader(scripts: readonly ScriptProps[]): void {
  for (const script of scripts) handleClientScriptLoad(script)
}

export default function Script(props: ScriptProps): ReactElement | null {
  const head = useContext(HeadContext)
  const document = useContext(DocumentContext)
  const id = useId()
  const hasStarted = useRef(false)
  const isEarly = props.strategy === 'beforeInteractive'

  useEffect(() => {
    // Strict mode runs effects twice.
    if (hasStarted.current) return
    hasStarted.current = true
    handleClientScriptLoad(props)
    // eslint-disable-next-line react-hooks/exhaustive-deps -- a script that has run cannot be changed
  }, [])

  if (props.strategy === 'worker') warnOfWorker(props)
  if (!isEarly || document?.documentScripts?.early.includes(props)) return null
  const element = earlyScript(props, id)
  if (document !== null) return element
  if (typeof window === 'undefined') head?.addEarlyScript(id, element)
  return null
}

/** It may look for the body, so it waits for it, as what comes after it in the document does. */
export function earlyScript(props: ScriptProps, key: string): HeadElement {
  const { strategy, onLoad: _onLoad, onReady: _onReady, onError: _onError, ...attributes } = props
  const defer = attributes.defer ?? attributes.src !== undefined
  return (<script key={key} data-nscript={strategy} {...attributes} defer={defer} />) as HeadElement
}

const warned = new Set<string>()

function warnOfWorker(props: ScriptProps): void {
  const name = nameOf(props)
  if (typeof window !== 'undefined' || warned.has(name)) return
  warned.add(name)
  console.warn(
    `The <Script> "${name}" has the strategy "worker", for which there is no library here: ` +
      'it is loaded in the page when that is idle, as with "lazyOnload".',
  )
}

async function run(props: ScriptProps): Promise<void> {
  const { strategy = 'afterInteractive', onLoad, onReady, onError, ...script } = props
  const isFirst = !started.has(nameOf(props))
  started.add(nameOf(props))
  try {
    await loadScript(script, { ...script, 'data-nscript': strategy })
  } catch (error) {
    started.delete(nameOf(props))
    if (onError === undefined) console.error(error)
    else onError(error)
    return
  }
  if (isFirst) onLoad?.()
  onReady?.()
}

const started = new Set<string>()
const nameOf = ({ id, src }: ScriptProps): string => id || src || ''
