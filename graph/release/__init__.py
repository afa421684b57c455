"""What a release is on disk, and what two of them differ in.

``archive`` names the files, ``manifest`` says what it was made of; dumps, the change log and the findings
lie beside the store. Nothing in a release is changed once it has its name.
"""
