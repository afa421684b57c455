"""Files of minutes and those who read them: bytes become minutes, and the text that is served.

``files`` tells by the first bytes what a file is. Each kind gives the same thing: text in reading order,
and findings for what nobody sees in the file; ``layout`` finds the items in it.
"""
