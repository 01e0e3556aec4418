/**
 * The React contexts that libraries and their tests reach for below `next/dist`. Those of `next/navigation` hold nothing by
 * themselves: whoever provides them, a test for example, overrides what the router says.
 */
import { createContext } from 'react'
import type { AppRouterInstance } from './navigation-types.ts'

export { HeadContext as HeadManagerContext, RouterContext } from '../client/contexts.ts'

export const AppRouterContext = createContext<AppRouterInstance | null>(null)
AppRouterContext.displayName = 'AppRouterContext'

export const SearchParamsContext = createContext<URLSearchParams | null>(null)
SearchParamsContext.displayName = 'SearchParamsContext'

export const PathnameContext = createContext<string | null>(null)
PathnameContext.displayName = 'PathnameContext'

export const PathParamsContext = createContext<Record<string, string | string[]> | null>(null)
PathParamsContext.displayName = 'PathParamsContext'
