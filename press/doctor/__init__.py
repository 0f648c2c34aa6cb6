"""The doctor: what is there, in which version, what is missing for which command, and how to mend it.

It runs with the system's Python and its standard library alone, since it is called when nothing else works.

    pins        what the requirement files and package-lock.json list
    packages    what of that lies in .venv
    parts       those, the environment itself, shared libraries and programs, each with its fault and remedy
    licences    every component with its version and its licence
"""

from press.doctor.licences import Component, components, notice
from press.doctor.parts import Part, examine, is_fit

__all__ = ["Component", "Part", "components", "examine", "is_fit", "notice"]
