// Answers of handlers are kept, unless a bench is about the server as it is without being configured.
export default { httpCache: process.env['BENCH_HTTP_CACHE'] !== 'off' }
