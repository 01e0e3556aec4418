export const name = 'from the base URL'
export const text = 'written by hand'
