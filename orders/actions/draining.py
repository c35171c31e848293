"""Work off the notifications that were kept, a bounded number at a time, side by side with other workers."""

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date, datetime

from django.db import DataError, IntegrityError, transaction
from django.db import connection as connection_to_database
from django.db.models import F

from orders.actions.forgetting import Forgotten, clear_bodies, forget_buyers
from orders.actions.parcels import record_parcels
from orders.actions.sales import record_shop_news
from orders.importers.rows import Source, channel_of
from orders.models import Connection, Delivery, SalesOrder
from orders.webhooks import SOURCES, Kind, Message, News, NotReadable, Unreadable, order_named, read
from stores.models import Store
from stores.queries import today_in

# One transaction: it holds the store for about a tenth of a second.
SLICE = 100
# So often the work on one may break off, whether by a fault of ours or because it ends the worker.
ATTEMPTS = 3
Clock = Callable[[], datetime]
Told = list[tuple[Delivery, News]]

log = logging.getLogger(__name__)


def work_off_deliveries(clock: Clock) -> bool:
    """Work off some notifications of the connection that has waited longest; False where none waits.

    Their rows stay locked until all is written with their fate: what kills a worker in between leaves them as
    they were, but for the attempt, and another worker passes over what this one has in hand.
    """
    begun = _begin(clock())
    if begun:
        _work_off(begun, clock)
    return begun is not None


@transaction.atomic
def _begin(now: datetime) -> list[int] | None:
    """Choose what to work off and count the attempt, whatever becomes of it; None where nothing waits.

    What broke off before is begun last and alone, so that only what breaks the work off is given up.
    """
    waiting = Delivery.objects.filter(state=Delivery.State.WAITING).order_by("attempts", "pk")
    first = waiting.select_for_update(skip_locked=True).only("connection", "attempts").first()
    if first is None:
        return None
    if first.attempts >= ATTEMPTS:
        log.error("Notification %d was given up after %d attempts.", first.pk, first.attempts)
        Delivery.objects.filter(pk=first.pk).update(
            state=Delivery.State.FAILED, problem=Unreadable.GIVEN_UP.value, field="", worked_at=now
        )
        return []
    beside = waiting.filter(connection=first.connection_id, attempts=0).select_for_update(skip_locked=True)
    begun = [first.pk] if first.attempts else list(beside.values_list("pk", flat=True)[:SLICE])
    Delivery.objects.filter(pk__in=begun).update(attempts=F("attempts") + 1)
    return begun


@transaction.atomic
def _work_off(begun: list[int], clock: Clock) -> None:
    """Write what these notifications say, with their fate; those that another worker took meanwhile are its own."""
    waiting = Delivery.objects.filter(pk__in=begun, state=Delivery.State.WAITING).order_by("pk")
    mine = list(waiting.select_for_update(skip_locked=True))
    if not mine:
        return
    connection = Connection.objects.select_related("store").get(pk=mine[0].connection_id)
    told = _read_all(connection, mine)
    try:
        with transaction.atomic():
            forgotten = _write(connection, told)
    except (DataError, IntegrityError):
        forgotten = _write_one_by_one(connection, told)
    _name_orders(connection, told)
    _keep_fates(mine, clock())
    clear_bodies(connection, mine, forgotten)


# One statement for all: the update of many rows that Django makes takes longer than all the rest.
_KEEP_FATES = """
UPDATE orders_delivery SET state = fate.state, about = fate.about, order_id = fate.order_id,
  problem = fate.problem, field = fate.field, tries = tries + 1, worked_at = %s,
  attempts = 0
FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[])
  AS fate(id, state, about, order_id, problem, field)
WHERE orders_delivery.id = fate.id
"""


def _keep_fates(deliveries: list[Delivery], now: datetime) -> None:
    columns = [
        [str(getattr(each, name)) for each in deliveries]
        for name in ("state", "about", "order_id", "problem", "field")
    ]
    with connection_to_database.cursor() as cursor:
        cursor.execute(_KEEP_FATES, [now, [each.pk for each in deliveries], *columns])


def _read_all(connection: Connection, deliveries: Iterable[Delivery]) -> Told:
    """Read notifications and note their fate, but for the writing; return what there is to write."""
    told: Told = []
    for each in deliveries:
        try:
            news = read(Kind(connection.kind), Message(each.topic, bytes(each.body or b""), each.sent_at))
        except NotReadable as error:
            _set_fate(each, Delivery.State.FAILED, error.problem.value, error.name)
            each.order_id = order_named(bytes(each.body or b""))
            continue
        each.about, each.order_id = news.about[:100], _order_of(news)
        if news.nothing:
            _set_fate(each, Delivery.State.NOTHING, news.nothing.value)
        else:
            _set_fate(each, Delivery.State.DONE)
            told.append((each, news))
    return told


def _order_of(news: News) -> str:
    named = [row.order_id for row in news.sales] + [piece.order_id for piece in news.pieces]
    return named[0][:100] if named else ""


def _name_orders(connection: Connection, told: Told) -> None:
    """Let each notification be about the name that the owner knows its order by."""
    channel = channel_of(SOURCES[Kind(connection.kind)])
    ids = {delivery.order_id for delivery, _news in told if delivery.order_id}
    known = SalesOrder.objects.filter(store=connection.store, channel=channel, external_id__in=ids)
    names = dict(known.values_list("external_id", "name")) if ids else {}
    for delivery, _news in told:
        delivery.about = names.get(delivery.order_id, delivery.about)


def _set_fate(delivery: Delivery, state: Delivery.State, problem: str = "", field: str = "") -> None:
    delivery.state, delivery.problem, delivery.field = state, problem, field[:60]


def _write(connection: Connection, told: Told) -> Forgotten:
    """Write all that notifications say, of each day of arrival at once; return which orders' buyers to forget."""
    store, source = connection.store, SOURCES[Kind(connection.kind)]
    by_day: defaultdict[date, list[News]] = defaultdict(list)
    for delivery, news in told:
        by_day[today_in(store, delivery.received_at)].append(news)
    for day, of_day in sorted(by_day.items()):
        _write_day(store, source, of_day, day)
    wishes = [each.forget for _delivery, each in told if each.forget]
    found = [forget_buyers(store, channel_of(source), wish) for wish in wishes]
    return Forgotten(frozenset().union(*found), bool(wishes), any(wish.everybody for wish in wishes))


def _write_day(store: Store, source: Source, told: list[News], day: date) -> None:
    sales = [row for news in told for row in news.sales]
    pieces = [piece for news in told for piece in news.pieces]
    parcels = [row for news in told for row in news.parcels]
    if sales or pieces:
        record_shop_news(store, source, sales, pieces, learned_on=day)
    if parcels:
        record_parcels(store, source, parcels)


def _write_one_by_one(connection: Connection, told: Told) -> Forgotten:
    """Find the notification that the database does not take; the others go in."""
    forgotten = Forgotten()
    for delivery, news in told:
        try:
            with transaction.atomic():
                forgotten |= _write(connection, [(delivery, news)])
        except (DataError, IntegrityError):
            _set_fate(delivery, Delivery.State.FAILED, Unreadable.NOT_STORABLE.value)
    return forgotten


def replay(delivery: Delivery) -> bool:
    """Have a notification worked off once more; False where it is under way, or is no longer kept."""
    unfit = (Delivery.State.WAITING, Delivery.State.REFUSED)
    again = Delivery.objects.filter(pk=delivery.pk, body__isnull=False).exclude(state__in=unfit)
    return bool(again.update(state=Delivery.State.WAITING, problem="", field="", attempts=0))


def waits_since(moment: datetime) -> bool:
    """Return whether a notification that came before this moment still waits."""
    return Delivery.objects.filter(state=Delivery.State.WAITING, received_at__lt=moment).exists()
