"""What everything stands on: settings, one-line errors for operators, files that are whole or not there.

Settings come from ``sagsgraf.toml``, the environment and options (``config``). A folder is changed by
building aside and one rename, under a lock (``files``). Processes are forked from one that has loaded what
they begin with (``forking``). The rest is what text must be to stand in XML, in a spreadsheet and in Danish
alphabetical order.
"""
