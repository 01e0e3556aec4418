/** Writes XML that says what it is told. */
import type { ServerResponse } from 'node:http'

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' }

export const xmlText = (text: string) => text.replaceAll(/[&<>"']/g, (character) => escapes[character] ?? character)

export const element = (name: string, text: string) => `<${name}>${xmlText(text)}</${name}>`

/** Ends `response`; caches may keep it for ten minutes. */
export function sendXml(response: ServerResponse, type: string, lines: readonly string[]) {
  response.setHeader('Content-Type', `${type}; charset=utf-8`)
  response.setHeader('Cache-Control', 'public, s-maxage=600, stale-while-revalidate=86400')
  response.end(['<?xml version="1.0" encoding="UTF-8"?>', ...lines, ''].join('\n'))
}
