"""The report as plain text for a terminal, 100 columns wide."""

from collections.abc import Iterable
from textwrap import fill

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from assessments.wording.step_views import PilotView
from assessments.wording.view import (
    BillPartView,
    BillView,
    GateGroupView,
    GateLevelView,
    NumberView,
    ReasonView,
    ReportView,
)

WIDTH = 100
_INDENT = "  "


def report_text(view: ReportView) -> str:
    """Write a whole report as plain text, no line longer than 100 columns."""
    sections = [
        _head(view),
        _section(_("IN NUMBERS"), _numbers(view.numbers)),
        _section(_("REASONS, THE HEAVIEST FIRST"), _reasons(view.reasons)),
        _section(_("WHAT WOULD CHANGE IT"), _changes(view)),
        _section(_("PILOT PLAN"), _pilot(view.pilot)),
        _section(view.bill.caption.upper(), _bill(view.bill)),
        _section(_("OF 100 DIRECT ORDERS"), (f"{strip.label}: {strip.sentence}" for strip in view.strips)),
        _section(_("PROTECTIONS YOU GIVE UP"), (f"{item.label}: {item.price}" for item in view.protections)),
        _section(_("THE PAYMENT"), _payment(view)),
        *(_gates(group) for group in view.gates),
        _section(_("HARD STOPS"), _blockers(view)),
        _section(
            _("THE FOUR DANGERS OF LEAVING"), (f"{hazard.title}: {hazard.price}" for hazard in view.hazards)
        ),
        _section(
            _("ASSUMED, BECAUSE NOBODY SAID"),
            (f"{item.label}: {item.value} ({item.worth})" for item in view.assumptions),
        ),
        _section(_("OUR ASSUMPTIONS BEHIND THIS VERDICT"), _policy_assumptions(view)),
        _section(_("METHOD AND LIMITS"), (*view.method.lines, *view.method.limits, _versions(view))),
    ]
    return "\n\n".join(section for section in sections if section) + "\n"


def _head(view: ReportView) -> str:
    lines = [
        _wrapped(f"[{view.verdict_word.upper()}] {view.supplier}, {view.as_of_text}", ""),
        "",
        _wrapped(view.sentence, ""),
    ]
    lines += [_wrapped(text, "") for text in (view.explanation, view.scope, view.own_numbers) if text]
    lines.append(_wrapped(_("Next step: %(step)s") % {"step": view.next_step.text}, ""))
    return "\n".join(lines)


def _section(title: str, lines: Iterable[str]) -> str:
    """Return a titled section, or nothing where it has no lines."""
    body = [_wrapped(line, _INDENT) for line in lines]
    return "\n".join([title, *body]) if body else ""


def _wrapped(text: str, indent: str) -> str:
    return fill(
        text,
        WIDTH,
        initial_indent=indent,
        subsequent_indent=indent + (_INDENT if indent else ""),
        break_on_hyphens=False,
    )


def _numbers(numbers: Iterable[NumberView]) -> list[str]:
    return [f"{number.label}: {number.text}. {number.note}" for number in numbers]


def _reasons(reasons: Iterable[ReasonView]) -> list[str]:
    lines = []
    for rank, reason in enumerate(reasons, start=1):
        effect = f" ({reason.effect})" if reason.effect else ""
        lines.append(f"{rank}. {reason.direction_word}: {reason.sentence}{effect}")
    return lines


def _changes(view: ReportView) -> list[str]:
    lines = [
        f"{pile.title}: {change.sentence} -> {change.verdict_word}"
        for pile in view.piles
        for change in pile.changes
    ]
    points = [f"{point.label}: {point.text} {point.note}".rstrip() for point in view.turning_points]
    return [*(lines or [view.no_change]), *points]


def _pilot(pilot: PilotView | None) -> list[str]:
    """Return the plan of a pilot where one is advised."""
    if pilot is None or pilot.is_folded:
        return []
    limits = (
        f"{limit.label}: {limit.text}" + (f" ({limit.note})" if limit.note else "") for limit in pilot.limits
    )
    rows = (
        _("%(failures)s. Go on: %(go)s. Stop: %(stop)s.")
        % {"failures": capfirst(row.failures), "go": row.go, "stop": row.stop}
        for row in pilot.rows
    )
    at_once = _("Stop at once: %(reasons)s") % {"reasons": " ".join(pilot.at_once)}
    assumed = _("Assumed: %(terms)s") % {"terms": ", ".join(pilot.assumed)} if pilot.assumed else ""
    lines = (pilot.lead, *pilot.problems, *limits, *rows, pilot.counting, at_once, pilot.undecided)
    return [line for line in (*lines, pilot.errors, assumed, pilot.worth) if line]


def _bill(bill: BillView) -> list[str]:
    return [bill.summary, *(_bill_line(part) for part in (*bill.parts, bill.total))]


def _bill_line(part: BillPartView) -> str:
    return _("%(part)s: on AliExpress %(on)s; direct %(off)s; difference %(difference)s") % {
        "part": part.label,
        "on": _with_range(part.on, part.on_range),
        "off": _with_range(part.off, part.off_range),
        "difference": part.difference,
    }


def _with_range(text: str, ends: str) -> str:
    return f"{text} ({ends})" if ends else text


def _payment(view: ReportView) -> list[str]:
    payment = view.payment
    rung = next((tier for tier in payment.ladder if tier.is_proposed), None)
    tier = f" ({rung.label}: {rung.meaning})" if rung else ""
    lines = [f"{payment.label}{tier}"]
    if payment.note:
        lines.append(payment.note)
    lines.append(
        _("Time to complain: %(window)s; who decides: %(who)s")
        % {"window": payment.window, "who": payment.who}
    )
    if payment.trap:
        lines.append(payment.trap)
    if payment.gives_nothing_back:
        lines.append(_("Nothing is counted as coming back, whatever goes wrong."))
    elif payment.recovery:
        back = ", ".join(f"{line.label.lower()} {line.text}" for line in payment.recovery)
        lines.append(_("Comes back on average: %(recovery)s") % {"recovery": back})
    return lines


def _gates(group: GateGroupView) -> str:
    """Return one group of gates as a table: what, found, pilot, ready."""
    title = f"{_('GATES')}: {group.title}. {group.summary}"
    lines = []
    for gate in group.gates:
        lines.append(_wrapped(f"{gate.label}: {gate.value}", _INDENT))
        levels = f"{_('pilot')} {_level(gate.pilot)}   {_('leave')} {_level(gate.ready)}"
        lines.append(_wrapped(levels, _INDENT * 3))
        if gate.reason:
            lines.append(_wrapped(gate.reason, _INDENT * 3))
    return "\n".join([_wrapped(title, ""), *lines])


def _level(level: GateLevelView) -> str:
    if not level.threshold:
        return level.word
    return f"[{'x' if level.is_passed else ' '}] {level.threshold} ({level.word})"


def _blockers(view: ReportView) -> list[str]:
    if not view.blockers:
        return [_("None: every stop question is answered, and no answer is “yes”.")]
    return [f"{blocker.state} {blocker.sentence} {blocker.ask}".rstrip() for blocker in view.blockers]


def _policy_assumptions(view: ReportView) -> list[str]:
    return [
        _("%(label)s: %(value)s (%(whose)s; could be %(range)s; %(effect)s)")
        % {
            "label": row.label,
            "value": row.value,
            "whose": _("yours") if row.is_own else _("assumption"),
            "range": row.range,
            "effect": _("leaving would bring %(effect)s a month") % {"effect": row.effect}
            if row.effect
            else _("hardly changes it"),
        }
        for row in view.policy_assumptions
    ]


def _versions(view: ReportView) -> str:
    return _("Judged as of %(day)s, policy %(policy)s, engine %(engine)s.") % {
        "day": view.as_of_text,
        "policy": view.method.policy_version,
        "engine": view.method.engine_version,
    }
