-- wrk -s serve_load.lua ADDRESS -- FILE N_THREADS
-- Asks for the paths of FILE, a line each, in its order; every thread takes lines of its own, so that
-- none is asked for twice before all have been. Prints what was measured as a line of JSON.
local n_set_up = 0

function setup(thread)
  thread:set("number", n_set_up)
  n_set_up = n_set_up + 1
end

function init(arguments)
  requests, at = {}, 0
  local n_threads, line_number = tonumber(arguments[2]), 0
  for path in io.lines(arguments[1]) do
    if line_number % n_threads == number then
      requests[#requests + 1] = wrk.format("GET", path)
    end
    line_number = line_number + 1
  end
end

function request()
  at = at % #requests + 1
  return requests[at]
end

function done(summary, latency, _)
  local errors = summary.errors
  io.write(string.format(
    '{"requests": %d, "seconds": %.3f, "bytes": %d, "p50_ms": %.2f, "p90_ms": %.2f, "p99_ms": %.2f, '
    .. '"max_ms": %.2f, "errors": {"connect": %d, "read": %d, "write": %d, "timeout": %d, '
    .. '"status": %d}}\n',
    summary.requests, summary.duration / 1e6, summary.bytes, latency:percentile(50) / 1e3,
    latency:percentile(90) / 1e3, latency:percentile(99) / 1e3, latency.max / 1e3, errors.connect,
    errors.read, errors.write, errors.timeout, errors.status))
end
