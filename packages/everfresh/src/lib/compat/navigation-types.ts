/** The types of `next/navigation`. */

export interface NavigateOptions {
  /** False: stays where the visitor has scrolled to. */
  readonly scroll?: boolean
}

/** The router that `useRouter` of `next/navigation` gives. */
export interface AppRouterInstance {
  back(): void
  forward(): void
  /** Fetches the data of this page again, and shows them. */
  refresh(): void
  push(href: string, options?: NavigateOptions): void
  replace(href: string, options?: NavigateOptions): void
  prefetch(href: string): void
}
