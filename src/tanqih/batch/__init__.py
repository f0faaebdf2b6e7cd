"""Batch: cleaning a dump of any size, shard by shard, with a record of every change."""
