-- Submits drafts as their writers do: the declaration, sent with session and token.
-- Arguments: the file of drafts (session and path on a line) and the body. Each draft is sent once.
local drafts, body, at, step = {}, nil, 0, 1
local threads = 0

function setup(thread)
    threads = threads + 1
    thread:set("first", threads)
end

function init(args)
    for line in io.lines(args[1]) do drafts[#drafts + 1] = line end
    body = args[2]
    token = body:match("csrfmiddlewaretoken=(%w+)")
    at = first
end

function request()
    local session, path = drafts[at]:match("^(%S+) (%S+)$")
    at = at + 2
    local headers = {
        ["Content-Type"] = "application/x-www-form-urlencoded",
        ["Cookie"] = "sessionid=" .. session .. "; csrftoken=" .. token,
    }
    return wrk.format("POST", path, headers, body)
end

function done(summary, latency, requests)
    local e = summary.errors
    io.write(string.format('\n{"count": %d, "microseconds": %d, "errors": %d, "p50": %d, "p99": %d}\n',
        summary.requests, summary.duration, e.connect + e.read + e.write + e.status + e.timeout,
        latency:percentile(50), latency:percentile(99)))
end
