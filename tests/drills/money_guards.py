"""The guards of the money: unknown terms, cash at risk, extra costs, the lattice and what is rounded."""

from tests.drills.guard import Guard, guard

TERMS = "test_monotone_terms.py"
PARTIAL = "test_partial_knowledge.py"
FILLED = "test_unknown.py::test_a_term_filled_in_is_never_worse_than_left_unknown"


def unknown(term: str, text: str, instead: str) -> Guard:
    """Return the guard that a term nobody stated takes its worst value."""
    return guard(f"unknown {term}", "terms.py", text, instead, FILLED)


UNKNOWN = (
    unknown(
        "terms",
        "        return worst\n",
        "        return 0.0\n",
    ),
    unknown(
        "deposit",
        'deposit=fill.take("deposit_share", proposal.deposit_share, worst["deposit_share"])',
        'deposit=fill.take("deposit_share", proposal.deposit_share, 0.5)',
    ),
    unknown(
        "days after the balance",
        'days_after=fill.take("days_after_balance", proposal.days_after_balance, total)',
        'days_after=fill.take("days_after_balance", proposal.days_after_balance, 0.0)',
    ),
    unknown(
        "days to receipt",
        'max(worst["days_to_receipt"], proposal.days_after_balance or 0.0)',
        "proposal.days_after_balance or 0.0",
    ),
    unknown(
        "orders a payment, by their fees",
        "batch_for_fees=1.0 if proposal.orders_per_payment is None else batch",
        "batch_for_fees=batch",
    ),
    guard(
        "unknown orders a payment, by the cash",
        "terms.py",
        "batch_for_cash=batch",
        "batch_for_cash=1.0",
        "test_money.py::test_unknown_orders_per_payment_cost_the_fee_of_one_and_the_cash_of_many",
    ),
    unknown("top-up", 'worst["top_up"] * volume * price', 'worst["top_up"]'),
    unknown("wage", 'worst["wage_per_hour"] * on_price', 'worst["wage_per_hour"] * 0.0'),
    guard(
        "unknown fee of a known method",
        "terms.py",
        "fee_share_high=method.fee_share[1]",
        "fee_share_high=method.fee_share[0]",
        FILLED,
    ),
    guard(
        "unknown customer cost",
        "terms.py",
        'fill.policy.unknown[f"customer_cost_{channel}"] * on_price',
        "0.0 * on_price",
        "test_unknown.py::test_a_customer_cost_filled_in_is_never_worse_than_left_unknown",
    ),
    guard(
        "unknown payment",
        "terms.py",
        "return Payment(None, None, Recovery(), irreversible=True, subtype_known=False)",
        "return Payment(None, None, Recovery(), irreversible=False, subtype_known=True)",
        "test_unknown.py::test_a_payment_method_named_is_never_worse_than_left_unknown_or_half_named",
        "test_gates.py::test_a_gate_that_cannot_be_computed_fails_and_says_so",
    ),
    guard(
        "a family gives the least back",
        "terms.py",
        "item.name: min(getattr(",
        "item.name: max(getattr(",
        f"{PARTIAL}::test_a_method_without_its_sub_type_takes_the_worst_of_each_and_holds_at_not_yet",
    ),
    guard(
        "a family is as risky as its worst",
        "terms.py",
        "riskiest = max(members",
        "riskiest = min(members",
        f"{PARTIAL}::test_a_method_without_its_sub_type_takes_the_worst_of_each_and_holds_at_not_yet",
    ),
    guard(
        "a family is final if one member is",
        "terms.py",
        "irreversible=any(member.tier.is_final for member in members)",
        "irreversible=all(member.tier.is_final for member in members)",
        f"{PARTIAL}::test_a_method_without_its_sub_type_takes_the_worst_of_each_and_holds_at_not_yet",
    ),
    guard(
        "the better band only when it is known",
        "terms.py",
        'eligible = proposal.answers.get("paypal_resale_eligible") is True',
        'eligible = proposal.answers.get("paypal_resale_eligible") is not False',
        f"{PARTIAL}::test_paypal_for_goods_takes_the_resale_band_until_it_is_known_to_be_eligible",
    ),
    guard(
        "shares typed in are final unless said",
        "terms.py",
        "final = proposal.irreversible is not False",
        "final = proposal.irreversible is True",
        "test_unknown.py::test_a_payment_by_shares_is_final_until_it_is_known_not_to_be",
    ),
)

MONEY = (
    guard(
        "a vanishing supplier spares nobody a loss",
        "money.py",
        "return min(self.saving, self.saving / 2.0)",
        "return self.saving / 2.0",
        f"{TERMS}::test_a_vanishing_supplier_halves_a_gain_and_spares_nobody_a_loss",
        f"{TERMS}::test_the_sooner_a_supplier_is_likely_to_vanish_the_worse",
    ),
    guard(
        "a failure is no gain",
        "money.py",
        "extra.append(max(0.0, after - before / policy.drift[channel]))",
        "extra.append(after - before / policy.drift[channel])",
        f"{TERMS}::test_a_failure_that_costs_less_off_the_platform_is_no_gain",
    ),
    guard(
        "the peak is the Poisson quantile",
        "money.py",
        "    at_most += late * open_orders_peak(per_day * terms.days_after, policy.peak_share)\n",
        "    at_most += late * per_day * terms.days_after\n",
        "test_money.py::test_cash_under_way_follows_littles_law_and_its_peak_the_poisson_quantile",
    ),
    guard(
        "a whole batch is paid at its peak",
        "money.py",
        "peak_cash = price * at_most + price * (terms.batch_for_cash - 1.0) + terms.top_up",
        "peak_cash = price * at_most + terms.top_up",
        "test_money.py::test_cash_under_way_follows_littles_law_and_its_peak_the_poisson_quantile",
    ),
    guard(
        "the top-up lies open",
        "money.py",
        "(terms.batch_for_cash - 1.0) / 2.0 + terms.top_up",
        "(terms.batch_for_cash - 1.0) / 2.0",
        "test_money.py::test_cash_under_way_follows_littles_law_and_its_peak_the_poisson_quantile",
    ),
    guard(
        "customers are owed what never comes",
        "money.py",
        "peak_vanished=peak_cash * open_share + stranded",
        "peak_vanished=peak_cash * open_share",
        "test_money.py::test_cash_under_way_follows_littles_law_and_its_peak_the_poisson_quantile",
    ),
    guard(
        "what comes back is not lost",
        "money.py",
        "open_share = 1.0 - terms.payment.recovery.vanished",
        "open_share = 1.0",
        "test_plain_cases.py::test_only_what_does_not_come_back_lies_unprotected",
    ),
    guard(
        "fees are a share of what is paid",
        "money.py",
        "(terms.fee_share + terms.fx_share)",
        "terms.fee_share",
        "test_money.py::test_saving_fees_and_labour_are_sums_a_hand_can_check",
    ),
    guard(
        "the mean knows of vanishing",
        "money.py",
        "goes = vanishing * (money.saving_if_vanished - money.mean_vanished / policy.horizon)",
        "goes = vanishing * money.saving_if_vanished",
        "test_money.py::test_chance_and_bad_case_agree_with_a_million_drawn_quarters",
    ),
)

CHANCES = (
    guard(
        "one lattice for all prices",
        "distribution.py",
        "dearest = max(on_price, price)",
        "dearest = price",
        "test_money.py::test_every_price_up_to_the_platforms_is_weighed_on_the_same_lattice",
        f"{TERMS}::test_a_lower_price_is_never_worse",
    ),
    guard(
        "a split keeps the mean",
        "distribution.py",
        "np.multiply(masses, position, out=shares[1])",
        "np.multiply(masses, 0.0, out=shares[1])",
        "test_money.py::test_chance_and_bad_case_agree_with_a_million_drawn_quarters",
    ),
    guard(
        "no gain without a gain",
        "distribution.py",
        "        if cells <= 0.0:\n            return 0.0\n",
        "",
        "test_no_leaving.py::test_without_a_saving_nobody_leaves",
        "test_money.py::test_no_failure_at_all_is_no_loss_however_small_the_gain",
    ),
    guard(
        "the chance knows of vanishing",
        "distribution.py",
        "goes = self.losses.below(self.gain_if_vanished)",
        "goes = stays",
        "test_money.py::test_chance_and_bad_case_agree_with_a_million_drawn_quarters",
    ),
    guard(
        "the bad case knows of vanishing",
        "evaluation.py",
        "gain_if_vanished = policy.horizon * money.saving_if_vanished - money.peak_vanished",
        "gain_if_vanished = policy.horizon * money.saving_if_vanished",
        "test_money.py",
    ),
    guard(
        "what is noise is no chance",
        "distribution.py",
        "round(chance, CHANCE_DIGITS)",
        "chance",
        "test_lattice.py::test_a_chance_that_is_none_is_none_and_a_sure_one_is_sure",
    ),
    guard(
        "cells up to where the bad case begins",
        "distribution.py",
        "max(gain / step, NEAR, gap / step + _passed_by(beyond, failures, cells_each))",
        "max(gain / step, NEAR)",
        "test_lattice.py",
    ),
    guard(
        "cells up to where the bad case begins among those with the supplier gone",
        "evaluation.py",
        "beyond, gap = policy.cvar_tail, gain - gain_if_vanished",
        "beyond, gap = policy.cvar_tail, 0.0",
        "test_lattice.py",
    ),
    guard(
        "cells up to the gain",
        "distribution.py",
        "max(gain / step, NEAR, gap / step + _passed_by(beyond, failures, cells_each))",
        "max(NEAR, gap / step + _passed_by(beyond, failures, cells_each))",
        "test_lattice.py",
    ),
    guard(
        "rounded to ten digits",
        "rounding.py",
        'f"{value:.10g}"',
        'f"{value:.17g}"',
        "test_repeatable.py::test_figures_are_rounded_to_ten_digits",
    ),
    guard(
        "coverage is of what is known",
        "coverage.py",
        "proposal.answers.get(question) is not None",
        "question in proposal.answers",
        "test_verdicts.py::test_coverage_counts_an_unknown_answer_as_unknown",
    ),
    guard(
        "coverage is nothing without orders",
        "coverage.py",
        "if sums.weight > 0.0 else 0.0",
        "if sums.weight > 0.0 else 1.0",
        "test_verdicts.py::test_coverage_counts_an_unknown_answer_as_unknown",
    ),
)

GUARDS: tuple[Guard, ...] = (*UNKNOWN, *MONEY, *CHANCES)
