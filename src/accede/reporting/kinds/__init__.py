"""The kinds of documents: each fills the tree of blocks from queries."""
