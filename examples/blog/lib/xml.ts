/** Text within XML. */
const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' }

export const xmlText = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => entities[character]!)
