/** Finds the `<Script>`s that stand in `pages/_document`: they belong into its head, or to the browser, wherever they stand. */
import { isValidElement, type ReactElement, type ReactNode } from 'react'
import type { DocumentScripts } from '../client/document-context.ts'
import Script, { type ScriptProps } from './next-script.tsx'

/** Looks through elements, not into components: what those render is unknown until they do. */
export function documentScriptsIn(children: ReactNode): DocumentScripts {
  const found = scriptsIn(children)
  const isEarly = ({ strategy }: ScriptProps) => strategy === 'beforeInteractive'
  return { early: found.filter(isEarly), later: found.filter((script) => !isEarly(script)) }
}

function scriptsIn(node: ReactNode): ScriptProps[] {
  if (Array.isArray(node)) return node.flatMap(scriptsIn)
  if (!isValidElement(node)) return []
  const { type, props } = node as ReactElement<{ children?: ReactNode }>
  return type === Script ? [props as ScriptProps] : scriptsIn(props.children)
}
