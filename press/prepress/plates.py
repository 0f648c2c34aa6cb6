"""The colour spaces of a press PDF: that of the spot ink's plate, and that of black and the spot ink."""

from __future__ import annotations

from functools import cached_property

import pikepdf
from pikepdf import Array, Dictionary, Name

from press.prepress.inks import Inks


class Plates:
    """A PDF's colour spaces besides DeviceCMYK and DeviceGray, each made once."""

    def __init__(self, pdf: pikepdf.Pdf, inks: Inks) -> None:
        self.pdf, self.inks = pdf, inks
        # pikepdf takes a name as it is read, and writes # and what else a name cannot hold as #xx.
        self.name = Name("/" + inks.spot) if inks.spot else None

    @cached_property
    def spot(self) -> pikepdf.Object:
        """The spot ink (ISO 32000-2, 8.6.6.4), with its stand-in in process inks."""
        stand_in = list(self.inks.stand_in)
        tint = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=stand_in, N=1)
        space = Array([Name.Separation, self.name, Name.DeviceCMYK, self.pdf.make_indirect(tint)])
        return self.pdf.make_indirect(space)

    @cached_property
    def both(self) -> pikepdf.Object:
        """Black and the spot ink together (ISO 32000-2, 8.6.6.5).

        The table of stand-ins holds the four corners: nothing, black, the spot ink, both. The spot ink is
        listed among the colorants, for programs that ask what it is.
        """
        spot = [round(255 * share) for share in self.inks.stand_in]
        corners = bytes([*(0, 0, 0, 0), *(0, 0, 0, 255), *spot, *(*spot[:3], 255)])
        table = self.pdf.make_stream(
            corners, FunctionType=0, Domain=[0, 1] * 2, Range=[0, 1] * 4, Size=[2, 2], BitsPerSample=8
        )
        names = Array([Name.Black, self.name])
        known = Dictionary(Subtype=Name.DeviceN, Colorants=Dictionary({str(self.name): self.spot}))
        return self.pdf.make_indirect(Array([Name.DeviceN, names, Name.DeviceCMYK, table, known]))
