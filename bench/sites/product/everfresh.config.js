export default { httpCache: true }
