"""Forms that bring a file in and ask for what it does not say."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from stores.forms import CurrencyField


class UploadForm(forms.Form):
    """Take one order file."""

    file = forms.FileField(
        label=_("Order file"),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Add the button, and say how large a file may be."""
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = _(
            "CSV or XLSX, up to %(limit)s. It is checked first; nothing is put in before you have seen the report."
        ) % {"limit": filesizeformat(settings.LARGEST_ORDER_FILE_BYTES)}
        self.helper = FormHelper()
        self.helper.add_input(Submit("import", _("Import")))

    def clean_file(self) -> Any:
        """Refuse what is larger than an order file can be."""
        upload = self.cleaned_data["file"]
        excess = upload.size - settings.LARGEST_ORDER_FILE_BYTES
        if excess > 0:
            # The excess, too: just above the limit both sizes read the same.
            raise forms.ValidationError(
                _(
                    "This file has %(size)s, %(excess)s more than the limit of %(limit)s. "
                    "Export a shorter time span and import file by file."
                ),
                params={
                    "size": filesizeformat(upload.size),
                    "excess": filesizeformat(excess),
                    "limit": filesizeformat(settings.LARGEST_ORDER_FILE_BYTES),
                },
            )
        return upload


class CurrencyForm(forms.Form):
    """Ask for the currency that a file does not say."""

    currency = CurrencyField(
        label=_("Currency of this file"),
        required=False,
        help_text=_("The file gives amounts without a currency. Leave it empty if you do not know."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Add the button."""
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.add_input(Submit("answer", _("Go on")))
