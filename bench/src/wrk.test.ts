import { expect, it } from 'vitest'
import { parseWrk } from './wrk.ts'

const output = `Running 3s test @ http://127.0.0.1:4000/
  1 threads and 64 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency     2.71ms    1.05ms  30.00ms   90.00%
    Req/Sec    23.49k     1.50k   25.00k    80.00%
  Latency Distribution
     50%  850.00us
     75%    2.80ms
     90%    3.10ms
     99%    1.30s
  70470 requests in 3.00s, 1.90GB read
Requests/sec:  23490.10
Transfer/sec:    648.00MB
`

it('reads the figures, latencies in milliseconds whatever their unit', () => {
  expect(parseWrk(output)).toEqual({
    requests: 70_470,
    requestsPerSecond: 23_490.1,
    p50Ms: 0.85,
    p99Ms: 1_300,
    errors: 0,
  })
})

it('counts broken connections and answers that are errors', () => {
  const broken = '  Socket errors: connect 1, read 2, write 3, timeout 4\n  Non-2xx or 3xx responses: 100\nRequests/sec'
  expect(parseWrk(output.replace('Requests/sec', broken)).errors).toBe(110)
})

it('takes no output for a figure that it does not hold', () => {
  expect(() => parseWrk('unable to connect to 127.0.0.1:4000')).toThrow('unable to connect')
})
