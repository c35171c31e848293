"""What a machine asks about an account, in words: what was seen, and what to do about it."""

from django.utils.translation import gettext_lazy as _

QUESTIONS = {
    "bic_invalid": _("The BIC is no BIC: one has 8 or 11 letters and digits. Ask for it again."),
    "bic_of_a_test": _("The BIC is one for tests, no money moves by it. Ask for the bank’s real one."),
    "iban_invalid": _("The number looks like an IBAN, and its check digits do not fit. Ask for it again."),
    "iban_given_for_cn_or_hk": _(
        "This is an IBAN. Banks of mainland China and Hong Kong use none, so the account is kept elsewhere. "
        "Ask whose it is and why."
    ),
    "countries_contradict": _(
        "The country of the account, of the BIC and of the IBAN are not the same. Ask which one is right."
    ),
    "account_length_odd": _(
        "The number does not have the length of one in this country: 12 to 19 digits in mainland China, 9 to 15 in "
        "Hong Kong. Compare it with the message."
    ),
    "hong_kong_for_mainland": _(
        "The company is in mainland China and the account in Hong Kong. Ask for a written explanation with the "
        "company’s chop before you pay."
    ),
    "country_differs": _(
        "The account is in another country than the company. Ask for the reason before you pay."
    ),
    "country_not_known": _(
        "Nobody can compare the countries: the account’s, or the one the supplier is registered in, is missing."
    ),
    "number_cannot_be_read": _(
        "The number can no longer be read: it was sealed under another key. Enter the account again."
    ),
    "holder_is_a_person": _("The holder reads like a person, not like a company."),
    "name_not_known": _(
        "Nobody can compare the names: the holder’s, or the one on the licence that it would be compared with, is "
        "missing."
    ),
    "name_reads_worse": _("You chose “%(chosen)s”. Compared with the licence the name reads: %(read)s."),
    "told_by_look_alike": _(
        "You were told it by an address that reads almost like %(known)s. Compare the two letter by letter, and pay "
        "nothing before somebody on a channel you knew before has read the digits to you."
    ),
    "read_differently": _(
        "Other digits than these were read back here %(times)s: whoever answered may not be whose account this is. "
        "Ask them in person which account is right."
    ),
    "rejected_before": _("This account was rejected here before: %(reason)s"),
    "also_at": _("The same account is entered at another supplier of yours: %(name)s (%(state)s)."),
}
