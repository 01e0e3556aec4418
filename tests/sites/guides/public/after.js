;(globalThis.counted ??= []).push('after')
