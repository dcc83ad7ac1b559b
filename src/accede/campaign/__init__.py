"""The work plan: objectives, activities, outputs, indicators, partners, timeline, budget."""
