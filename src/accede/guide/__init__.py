"""The guide: what stands in docs/, served under Help and written as a site of files that needs no server."""
