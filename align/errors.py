"""Everything that hanalign raises on purpose.

    HanalignError
    ├── InputError         a file or text that can't be used, with its place
    │   ├── DecodingError  bytes that are no text in any encoding we know
    │   └── LanguageError  the two sides are swapped or in one language
    ├── OutputError        a place that can't be written
    ├── OptionError        an option outside its range
    └── ModelError         a model file that is missing or damaged

Every message says what is wrong, where, and what to do about it.
"""


class HanalignError(Exception):
    """Base of all errors raised on purpose: catch this one to catch them all."""


class InputError(HanalignError):
    """A file or text that can't be used: missing, empty, binary, without an article."""


class DecodingError(InputError):
    """Bytes that are no text in any supported encoding; names file, line and byte offset."""


class LanguageError(InputError):
    """The two sides are swapped, or both in the same language."""


class OutputError(HanalignError):
    """An output path that can't be written, or a write that failed; nothing is left half-written."""


class OptionError(HanalignError):
    """An option outside its range, or two options that exclude each other."""


class ModelError(HanalignError):
    """A model file that is missing, damaged or of another version."""
