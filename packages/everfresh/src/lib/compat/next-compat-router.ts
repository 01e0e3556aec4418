/** `next/compat/router`: the router of `next/router` for components that are also used where there is none. */
import { useContext } from 'react'
import { RouterContext } from '../client/contexts.ts'
import type { NextRouter } from '../client/router-types.ts'

/** Returns the router as of this render, null outside of the application. */
export const useRouter = (): NextRouter | null => useContext(RouterContext)
