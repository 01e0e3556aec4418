/** `next/form`: a form whose submission navigates, as a link with its fields in the query string. */
import { useContext, type FormHTMLAttributes, type ReactElement, type Ref, type SubmitEvent } from 'react'
import { RouterContext } from '../client/contexts.ts'
import { localPathOf, splitUrl, withBasePath } from '../client/url.ts'

interface FormOwnProps {
  /** Where it leads: a path of this site. A function is called with the fields, and nothing navigates. */
  readonly action: NonNullable<FormHTMLAttributes<HTMLFormElement>['action']>
  /** Accepted for Next.js's sake: in the Pages Router nothing is loaded ahead. */
  readonly prefetch?: false | null | undefined
  readonly replace?: boolean | undefined
  /** False: stays where the visitor has scrolled to. */
  readonly scroll?: boolean | undefined
  readonly ref?: Ref<HTMLFormElement> | undefined
}

export type FormProps = FormOwnProps &
  Omit<FormHTMLAttributes<HTMLFormElement>, keyof FormOwnProps | 'method' | 'encType' | 'target'>

export default function Form({ action, prefetch: _prefetch, replace, scroll, ...form }: FormProps): ReactElement {
  const router = useContext(RouterContext)
  if (typeof action !== 'string') return <form {...form} action={action} />

  const path = action
  function onSubmit(event: SubmitEvent<HTMLFormElement>): void {
    form.onSubmit?.(event)
    if (router === null || event.defaultPrevented) return
    const { submitter } = event
    if (isLeftToBrowser(event.currentTarget, submitter)) return
    const target = localPathOf(submitter?.getAttribute('formaction') ?? path, router.asPath, undefined, router)
    if (target === undefined) return
    event.preventDefault()
    const search = new URLSearchParams(fieldsOf(event.currentTarget, submitter)).toString()
    // As browsers do it: the fields take the place of the action's own query, and of its hash.
    const href = `${splitUrl(target).pathname}${search && `?${search}`}`
    void router[replace ? 'replace' : 'push'](href, undefined, { scroll: scroll ?? true })
  }

  const shown = router !== null && action.startsWith('/') ? withBasePath(action, router) : action
  return <form {...form} action={shown} onSubmit={onSubmit} />
}

/** Whatever is no plain GET into this tab, however it came to be: an attribute of the form or of the pressed button. */
function isLeftToBrowser(form: HTMLFormElement, submitter: HTMLElement | null): boolean {
  const asked = (name: string) => submitter?.getAttribute(`form${name}`) ?? form.getAttribute(name)
  const method = asked('method')
  const target = asked('target')
  const encoding = asked('enctype')
  return (
    (method !== null && method.toLowerCase() !== 'get') ||
    (target !== null && target !== '_self') ||
    (encoding !== null && encoding !== 'application/x-www-form-urlencoded')
  )
}

/** Names and values, the pressed button's included. A file is sent as its name, as in any GET form. */
function fieldsOf(form: HTMLFormElement, submitter: HTMLElement | null): [string, string][] {
  const fields = [...new FormData(form, submitter)]
  return fields.map(([name, value]) => [name, typeof value === 'string' ? value : value.name])
}
