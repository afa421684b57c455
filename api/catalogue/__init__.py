"""The data catalogue (DCAT) and what tells machines of it: VoID, sitemap, robots.txt, schema.org."""
