"""What a run leaves in its folder: the records, the gallery and the run's report."""

from boses_engine.output.files import write_outputs
from boses_engine.output.gallery import render_gallery

__all__ = ["render_gallery", "write_outputs"]
