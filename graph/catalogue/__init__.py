"""What a release holds, as portals and citers read it: DCAT, VoID, citation, coverage."""
