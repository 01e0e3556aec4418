/** What the CMS answers. */
import type { Slugs } from './addresses'

export interface Picture {
  readonly url: string
  readonly width: number
  readonly height: number
}

export interface Summary {
  readonly id: string
  readonly slug: string
  readonly title: string
  readonly standfirst: string
  readonly section: { readonly id: string; readonly slug: string; readonly name: string }
  readonly authors: readonly { readonly id: string; readonly name: string }[]
  readonly issue: number
  readonly publishedAt: string
  readonly minutes: number
  readonly picture: Picture
}

export interface Block {
  readonly type: 'paragraph' | 'heading' | 'quote'
  readonly text: string
}

export interface Article extends Summary {
  readonly body: readonly Block[]
  readonly isDraft: boolean
  readonly alternates: Slugs
}

export interface Section {
  readonly id: string
  readonly slug: string
  readonly name: string
  readonly motto: string
  readonly alternates: Slugs
}

export interface Author {
  readonly id: string
  readonly name: string
  readonly about: string
  readonly portrait: string
}

export interface SummaryList {
  readonly total: number
  readonly items: readonly Summary[]
}
