"""The case across years: its numbers, its handlings, links with evidence, planned steps, and the trail."""
