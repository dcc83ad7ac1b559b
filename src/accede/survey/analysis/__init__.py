"""What the answers of a round come to, without saying what a few States answered."""
