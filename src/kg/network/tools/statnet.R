# Run by: source("@STEM@.R", chdir = TRUE)
#
# static    a network (package network): every edge, those without a time as well, parallel edges apart
# dynamic   a networkDynamic (package networkDynamic, where it is installed): the edges with a time, in days since
#           1970-01-01; the spells of one pair are joined. A terminus lies outside its spell.
# spells    the rows that `dynamic` is made of
#
# possible  FALSE: each edge in what is sure to the year. TRUE: in all that its dates allow, open ends -Inf and Inf.
possible <- @POSSIBLE@

library(network)
vertices <- read.csv("@STEM@-vertices.csv", encoding = "UTF-8", colClasses = c(vertex.id = "integer"), na.strings = NULL)
edges <- read.csv("@STEM@-edges.csv", encoding = "UTF-8", na.strings = "NA", stringsAsFactors = FALSE)

empty <- function(multiple) {
  made <- network.initialize(nrow(vertices), directed = @DIRECTED@, multiple = multiple, bipartite = @FIRST_MODE@)
  for (name in setdiff(names(vertices), c("vertex.id", "na"))) set.vertex.attribute(made, name, vertices[[name]])
  made
}

static <- empty(TRUE)
static <- add.edges(static, as.list(edges$tail), as.list(edges$head))
for (name in setdiff(names(edges), c("tail", "head", "na"))) set.edge.attribute(static, name, edges[[name]])

spells <- if (possible) {
  transform(edges, onset = as.numeric(onset.possible), terminus = as.numeric(terminus.possible))
} else {
  subset(edges, !is.na(onset))
}
spells <- spells[, c("onset", "terminus", "tail", "head", setdiff(names(spells), c("onset", "terminus", "tail", "head")))]

if (requireNamespace("networkDynamic", quietly = TRUE) && nrow(spells) > 0) {
  dynamic <- networkDynamic::networkDynamic(
    base.net = empty(FALSE),
    edge.spells = as.matrix(spells[, 1:4]),
    net.obs.period = list(
      observations = list(c(@FIRST_DAY@, @LAST_DAY@)), mode = "continuous", time.increment = 1, time.unit = "day"
    ),
    verbose = FALSE
  )
}
