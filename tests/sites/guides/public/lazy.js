;(globalThis.counted ??= []).push('lazy')
