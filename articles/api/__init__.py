"""The archive for programs: read only, JSON, described by an OpenAPI document of its own."""
