"""The door for other programs: one case as JSON text in, one report as JSON text out."""

import json
from collections import Counter
from collections.abc import Mapping
from typing import Any

from assessments.engine.case import evidence_from, proposal_from
from assessments.engine.explanation import explain
from assessments.engine.limits import refuse
from assessments.engine.policy import policy_from
from assessments.engine.report import assess

PARTS = ("evidence", "proposal", "policy")
MOST_DIGITS = 400
"""No field takes a number with more; reading one of thousands of digits takes longer than all the rest."""


def report_of(case: object, document: Mapping[str, Any]) -> dict[str, Any]:
    """Return assessment and explanation of a case in one report; `document` is the parsed policy file.

    Raises: ValueError, naming the field, what was read and what is allowed.
    """
    if not isinstance(case, Mapping):
        raise refuse("case", case, "an object with evidence and proposal")
    for name in case:
        if name not in PARTS:
            raise refuse("case", name, "one of " + ", ".join(PARTS))
    for name in PARTS[:2]:
        if not isinstance(case.get(name), Mapping):
            raise refuse(name, case.get(name), "fields by name")
    policy = policy_from(document, case.get("policy"))
    evidence, proposal = evidence_from(case["evidence"]), proposal_from(case["proposal"])
    return assess(evidence, proposal, policy) | explain(evidence, proposal, policy)


def answer_to(line: bytes, document: Mapping[str, Any]) -> str:
    """Return the answer to one line: a report, or {"error": ...} that says what is wrong with it."""
    try:
        case = json.loads(line, object_pairs_hook=_no_name_twice, parse_int=_whole)
        answer = report_of(case, document)
    except json.JSONDecodeError as error:
        answer = {"error": f"not JSON: {error}"}
    except UnicodeDecodeError as error:
        answer = {"error": f"not JSON: byte {error.start + 1} of the line is not UTF-8"}
    except RecursionError:
        answer = {"error": "not JSON that can be read: nested too deeply"}
    except ValueError as error:
        answer = {"error": str(error)}
    return json.dumps(answer, allow_nan=False)


def _whole(digits: str) -> int:
    if len(digits) > MOST_DIGITS:
        raise refuse("a number", digits, f"at most {MOST_DIGITS} digits")
    return int(digits)


def _no_name_twice(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Return the object; of two values of one field nobody knows which was meant. Raises: ValueError."""
    twice = [name for name, number in Counter(name for name, _ in pairs).items() if number > 1]
    if twice:
        raise refuse(twice[0], "two values", "one value")
    return dict(pairs)
