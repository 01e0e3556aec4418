/** Tells from a `User-Agent` which browser, device and system somebody uses. */
import UAParser from 'ua-parser-js'
import { isBot } from '../../routes/bots.ts'

export interface UserAgent {
  readonly isBot: boolean
  readonly ua: string
  readonly browser: {
    readonly name?: string | undefined
    readonly version?: string | undefined
    readonly major?: string | undefined
  }
  readonly device: {
    readonly model?: string | undefined
    readonly type?: string | undefined
    readonly vendor?: string | undefined
  }
  readonly engine: { readonly name?: string | undefined; readonly version?: string | undefined }
  readonly os: { readonly name?: string | undefined; readonly version?: string | undefined }
  readonly cpu: { readonly architecture?: string | undefined }
}

export const userAgentFromString = (input: string | undefined): UserAgent => ({
  ...new UAParser(input ?? '').getResult(),
  isBot: isBot(input),
})

export const userAgent = ({ headers }: { readonly headers: Headers }): UserAgent =>
  userAgentFromString(headers.get('user-agent') ?? undefined)
