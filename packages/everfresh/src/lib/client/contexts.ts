/** The React contexts through which pages reach the framework, on the server and in browsers alike. */
import { createContext } from 'react'
import type { HeadRegistry } from './head-registry.ts'
import type { NextRouter } from './router-types.ts'

/** The router as of the current render: a new object for each navigation, so that whoever reads it renders again. */
export const RouterContext = createContext<NextRouter | null>(null)
RouterContext.displayName = 'RouterContext'

/** Collects what `next/head` and `next/script` want in the document's head. */
export const HeadContext = createContext<HeadRegistry | null>(null)
HeadContext.displayName = 'HeadContext'
