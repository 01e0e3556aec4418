/** Which pages share limits and fail together: those of one route. */
import type { PageRef } from './engine.ts'

/** Without a name, the code that renders it stands for the route. */
export const routeOf = ({ route, namespace }: Pick<PageRef, 'route' | 'namespace'>): string => route ?? namespace
