"""The door for assistants: the tools of the Model Context Protocol (MCP), read-only."""
