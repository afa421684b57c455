"""What is due, as a page, tables, a calendar and a feed: /opfoelgning."""
