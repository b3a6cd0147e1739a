-- Posts applications of different enterprises; one line of figures at the end.
-- Arguments: the file of numbers, the token, and the body with NUMBER where the number goes.
local numbers, before, after, headers = {}, nil, nil, nil
local threads = 0

function setup(thread)
    threads = threads + 1
    thread:set("seed", threads)
end

function init(args)
    for line in io.lines(args[1]) do numbers[#numbers + 1] = line end
    headers = {["Content-Type"] = "application/json", ["Authorization"] = "Bearer " .. args[2]}
    before, after = args[3]:match("^(.*)NUMBER(.*)$")
    math.randomseed(os.time() * 97 + seed)
end

function request()
    local body = before .. numbers[math.random(#numbers)] .. after
    return wrk.format("POST", "/api/v1/applications", headers, body)
end

function done(summary, latency, requests)
    local e = summary.errors
    io.write(string.format('\n{"count": %d, "microseconds": %d, "errors": %d, "p50": %d, "p99": %d}\n',
        summary.requests, summary.duration, e.connect + e.read + e.write + e.status + e.timeout,
        latency:percentile(50), latency:percentile(99)))
end
