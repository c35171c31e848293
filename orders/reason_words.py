"""The sentences for why each fact of an order is as it is."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from orders.wording import BECAUSE

# The keys are `because` of `orders.explaining.Explained`; those of the arrival are the ones of its `Facts`.
REASON_WORDS: dict[str, Promise] = BECAUSE | {
    "no_day_of_arrival": _("Nobody names the day on which it arrived."),
    "arrived_by_then": _("It had arrived by this day; nobody names the day itself."),
    "no_promise": _("No day of delivery was promised."),
    "said_late": _("You recorded it as late."),
    "said_on_time": _("You recorded that nothing was wrong."),
    "by_the_promise": _("It arrived by the promised day."),
    "after_the_promise": _("It arrived after the promised day."),
    "said_bad": _("You recorded it."),
    "question_open": _("Something went wrong, and nobody said what: answer the question first."),
    "complaint_would_not_show": _("No source would show a complaint about this order."),
    "not_arrived": _("Nobody knows what came: it is not known to have arrived."),
    "settled": _("You answered that nobody was at fault."),
    "no_complaint": _("A complaint would show here, and there is none."),
    "no_question": _("Nothing about this order is unexplained."),
    "dispute_open": _("A dispute was opened; nobody said how it ended."),
    "refund_unexplained": _("The supplier gave money back; nobody said what for."),
}


def why_sentence(because: str) -> str:
    """Return why a fact is as it is, in the reader's language."""
    return str(REASON_WORDS[because])
