"""What a release is on disk: its archive, manifest, things, dumps, change log, and what two differ in."""
