"""What can be wrong with the index. Each message says what to do."""


class IndexUnavailableError(Exception):
    """The index cannot be read or written now; the database has everything that is needed to mend it."""


class IndexMissingError(IndexUnavailableError):
    """No index has been built yet, or it was removed."""


class IndexFormatError(IndexUnavailableError):
    """The index was written by another version of the site."""


class IndexLockedError(IndexUnavailableError):
    """Another process writes, and did not finish within the time that was given."""


class IndexDamagedError(IndexUnavailableError):
    """Files of the index are missing or cannot be read."""


class IndexBusyError(IndexUnavailableError):
    """The index changed under a search again and again."""
