"""Score: how good a batch is as one number with a signature, and a gate that fails a build. See docs/score.md."""
