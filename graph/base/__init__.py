"""What everything stands on: the settings, one-line errors for operators, files that are whole or not
there, and text that XML can carry."""
