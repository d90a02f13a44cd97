# As documented: edge.spells has onset, terminus, tail, head first; a spell may begin at -Inf and end at Inf, not the
# other way round; net.obs.period is a list of observations, mode, time.increment and time.unit.
networkDynamic <- function(base.net = NULL, edge.spells = NULL, net.obs.period = NULL, verbose = TRUE, ...) {
  stopifnot(length(list(...)) == 0, is.network(base.net), !(base.net %n% "multiple"))
  stopifnot(is.matrix(edge.spells), is.numeric(edge.spells), ncol(edge.spells) >= 4, !anyNA(edge.spells))
  onset <- edge.spells[, 1]
  terminus <- edge.spells[, 2]
  stopifnot(onset <= terminus, onset < Inf, terminus > -Inf)
  for (end in 3:4) stopifnot(edge.spells[, end] %in% seq_len(network.size(base.net)))
  if (is.numeric(base.net %n% "bipartite")) {
    stopifnot(edge.spells[, 3] <= base.net %n% "bipartite", edge.spells[, 4] > base.net %n% "bipartite")
  }
  stopifnot(identical(names(net.obs.period), c("observations", "mode", "time.increment", "time.unit")))
  stopifnot(vapply(net.obs.period$observations, function(o) length(o) == 2 && o[1] <= o[2], NA))
  set.network.attribute(base.net, "edge.spells", edge.spells)
  base.net
}
