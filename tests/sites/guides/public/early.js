;(globalThis.counted ??= []).push('early')
