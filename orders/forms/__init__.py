"""Forms of orders, one file a topic."""

from orders.forms.assigning import AnswersForm, AssignForm, moved_sentence
from orders.forms.columns import ColumnsForm
from orders.forms.uploads import CurrencyForm, UploadForm

__all__ = ["AnswersForm", "AssignForm", "ColumnsForm", "CurrencyForm", "UploadForm", "moved_sentence"]
