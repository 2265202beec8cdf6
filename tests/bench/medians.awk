# Median and range of each engine's transitions a second, from figures.jsonl of tests/bench/run.
function field(name,   at) {
  at = match($0, "\"" name "\": ?(\"[^\"]*\"|[-0-9.]+)")
  if (!at) return ""
  text = substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 3)
  gsub(/[" ]/, "", text)
  return text
}
{
  name = field("peer") == "" ? "Lintel, " field("bench") : field("peer")
  rate = field("a_second") == "" ? field("value") : field("a_second")
  p99[name] = field("p99_ms")
  rates[name, ++count[name]] = rate + 0
}
END {
  for (name in count) {
    n = count[name]
    for (i = 1; i <= n; ++i) for (k = i + 1; k <= n; ++k)
      if (rates[name, k] < rates[name, i]) { held = rates[name, i]; rates[name, i] = rates[name, k]; rates[name, k] = held }
    printf "%10.1f a second (%.1f to %.1f), p99 %s ms  %s\n", rates[name, int((n + 1) / 2)], rates[name, 1], rates[name, n], p99[name], name | "sort -rn"
  }
}
