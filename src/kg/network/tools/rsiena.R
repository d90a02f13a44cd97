# Run by: source("@STEM@.R", chdir = TRUE)
#
# nodes      the nodes: rows first, then the columns of a two-mode network
# ties       an array of rows, columns and waves: 0 and 1, NA for what is missing, 10 and 11 for what is structural
# dependent  what RSiena models, where RSiena is installed
#
# 1 a source says the tie of this wave; 0 both ends are covered and no source says it; NA an end is not covered, or the
# dates allow the tie and do not prove it; 10 an end is not there yet, or no longer; 11 given by the official code.
waves <- c(@WAVES@)
nodes <- read.csv("@STEM@-nodes.csv", encoding = "UTF-8", stringsAsFactors = FALSE)
ties <- array(
  unlist(lapply(waves, function(wave) {
    as.matrix(read.table(sprintf("@STEM@-wave-%s.txt", wave), na.strings = "NA", colClasses = "integer"))
  })),
  dim = c(@ROWS@, @COLUMNS@, length(waves))
)
two.mode <- @TWO_MODE@

if (requireNamespace("RSiena", quietly = TRUE)) {
  if (two.mode) {
    actors <- RSiena::sienaNodeSet(@ROWS@, nodeSetName = "Actors")
    affairs <- RSiena::sienaNodeSet(@COLUMNS@, nodeSetName = "Affairs")
    dependent <- RSiena::sienaDependent(ties, type = "bipartite", nodeSet = c("Actors", "Affairs"))
  } else {
    actors <- RSiena::sienaNodeSet(@ROWS@, nodeSetName = "Actors")
    dependent <- RSiena::sienaDependent(ties, type = "oneMode", nodeSet = "Actors")
  }
}
