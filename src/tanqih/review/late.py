"""A check whose model comes later: rules and glossary answer at once, and a thread loads the model meanwhile."""

from __future__ import annotations

from tanqih.commands.ignores import Ignores, IgnoringChecker
from tanqih.config import Config, merged
from tanqih.document import Document
from tanqih.errors import TanqihError
from tanqih.issue import Report
from tanqih.review.article import Check


class LateCheck:
    """Checks without the model until `load` is done.

    Attributes:
        failure: why there is no model, in one line; "" as long as nothing failed.
    """

    def __init__(self, config: Config, ignores: Ignores) -> None:
        """Args and errors as for `IgnoringChecker`; nothing of the model is looked at."""
        self._config, self._ignores = config, ignores
        self._checker = IgnoringChecker(merged(config, model="off"), ignores)
        self.failure = ""

    def check(self, document: Document) -> Report:
        """The report on a document by what there is by now."""
        return self._checker.check(document)

    def load(self) -> Check:
        """Load the model; a check of its own for the thread that calls, with the model if it could be loaded."""
        try:
            own = IgnoringChecker(self._config, self._ignores)
            own.warm_up()
            self._checker = IgnoringChecker(self._config, self._ignores)
        except TanqihError as error:
            self.failure = str(error)
            own = IgnoringChecker(merged(self._config, model="off"), self._ignores)
        return own.check


def with_embedded(config: Config) -> tuple[Config, str]:
    """The configuration of a review: with the embedded model, unless somebody chose otherwise or it cannot run here.

    Returns:
        The configuration, and a line that says why there is no model; "" where there is one, or none is wanted.
    """
    if config.model_chosen or config.has_model:
        return config, ""
    from tanqih.models.embedded import EMBEDDED_FOLDER, installed
    from tanqih.models.manifest import is_tagger

    if not is_tagger(EMBEDDED_FOLDER):
        return config, "this installation has no embedded model: rules and glossary only"
    if not installed():
        return config, "rules and glossary only; for the model: pip install 'tanqih[embedded]'"
    return merged(config, model="embedded"), ""
