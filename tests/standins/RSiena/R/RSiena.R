# As the manual says: a network is an array of at least two waves, with 0, 1, NA, and 10 and 11 for what is structural;
# a two-mode network has two sets of nodes with different names, one mode has one, and is square.
sienaNodeSet <- function(n, nodeSetName = "Actors", names = NULL) {
  stopifnot(is.numeric(n), n > 0, is.character(nodeSetName))
  structure(n, nodeSetName = nodeSetName)
}

sienaDependent <- function(netarray, type = c("oneMode", "bipartite"), nodeSet = "Actors") {
  type <- match.arg(type)
  stopifnot(is.array(netarray), is.numeric(netarray), length(dim(netarray)) == 3, dim(netarray)[3] >= 2)
  stopifnot(netarray %in% c(0, 1, 10, 11) | is.na(netarray), is.character(nodeSet))
  if (type == "bipartite") {
    stopifnot(length(unique(nodeSet)) == 2)
  } else {
    stopifnot(length(nodeSet) == 1, dim(netarray)[1] == dim(netarray)[2])
  }
  structure(netarray, type = type, nodeSet = nodeSet)
}
