;(globalThis.counted ??= []).push('document')
