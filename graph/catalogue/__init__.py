"""What a release holds, as a portal reads it: DCAT, VoID, citation, and how complete it is."""
