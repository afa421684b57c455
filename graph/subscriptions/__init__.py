"""Who asked to be told of what is new, and how they are told: by mail or by webhook.

Nothing here knows what there is to tell. Addresses are in one file, apart from releases, logs and feeds.
"""
