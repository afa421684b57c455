"""The main path: a folder of minutes becomes a release, or a new one without what is withdrawn.

``sources`` finds the files, ``intake`` reads, maps and judges one of them in a process of its own,
``build`` makes the release aside, ``publish`` makes it current by one rename. Here, and only here, readers,
mapping, validation and privacy meet.
"""
