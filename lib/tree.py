"""Trees in nested sets: fast reads of a branch, and writes that keep them sound.

The only module that imports mptt (Ruff holds it). mptt gives the columns, the indexes' names and the reads
(`get_ancestors`, `get_descendants`); the writes are ours, for three measured reasons: mptt hands out the next free
`tree_id`, which concurrent root inserts share; it works from values loaded before a lock; and it cannot keep several
roots in one tree.

Here a **tree belongs to an owner row** (a Simpul's tree to its Pohon, a Komponen's to its Dokumen, a Unit's and a
Jabatan's to the Instansi), `tree_id` is the owner's primary key, and all roots of an owner lie side by side in it.
Every write runs like this, in one transaction:

    with atomic():
        pohon = lock(Pohon.objects.filter(pk=pk))       # SELECT ... FOR UPDATE; on SQLite BEGIN IMMEDIATE
        node = Simpul.objects.get(...)                    # load only after the lock
        move(node, parent=..., after=...)

Parent and order (lft among siblings) are the truth; lft, rght and kedalaman follow from them, so `check` can find a
fault and `repair` can rebuild. The in-memory node passed to a write is stale afterwards: load it again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Self, TypeVar

from django.apps import apps
from django.db import models, transaction
from django.db.models import Case, F, Q, QuerySet, When
from mptt.managers import TreeManager
from mptt.models import MPTTModel, TreeForeignKey

__all__ = [
    "POSITION_FIELDS",
    "Fault",
    "TreeManager",
    "TreeNode",
    "TreeQuerySet",
    "all_models",
    "build",
    "check",
    "delete",
    "insert",
    "lock",
    "move",
    "repair",
    "under",
]

M = TypeVar("M", bound=models.Model)
T = TypeVar("T", bound="TreeNode")
# The columns the writes below fill in: a new node leaves them out of its full_clean().
POSITION_FIELDS = ("tree_id", "lft", "rght", "kedalaman")
BATCH = 500  # rows of one statement


class TreeNode(MPTTModel):
    """A row of a tree. Children name their parent `induk`; the depth is `kedalaman`, counted from 0.

    `OWNER` names the foreign key to the owner row, whose primary key is the tree_id.
    """

    OWNER: ClassVar[str]

    induk = TreeForeignKey(
        "self",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="anak",
        verbose_name="induk",
    )

    class MPTTMeta:
        parent_attr = "induk"
        level_attr = "kedalaman"

    class Meta:
        abstract = True

    def is_within(self, upper: TreeNode) -> bool:
        """Whether this is the other node or stands below it, as both were loaded."""
        same_tree = self.tree_id == upper.tree_id
        return bool(same_tree and upper.lft <= self.lft and self.rght <= upper.rght)


class TreeQuerySet(models.QuerySet[T]):
    """Questions every tree is asked."""

    def in_branch(self, node: TreeNode) -> Self:
        """Return the node and everything below it, in tree order."""
        inside = self.filter(tree_id=node.tree_id, lft__gte=node.lft, rght__lte=node.rght)
        return inside.order_by("lft")

    def above(self, node: TreeNode) -> Self:
        """Return the nodes above a node, the root first."""
        upper = self.filter(tree_id=node.tree_id, lft__lt=node.lft, rght__gt=node.rght)
        return upper.order_by("lft")


@dataclass(frozen=True)
class Fault:
    """One thing `check` found wrong: the tree, the node (None for the tree as a whole) and what it is."""

    tree_id: int
    node: int | None
    text: str


def lock(queryset: QuerySet[M]) -> M:
    """Lock and return the owner row that guards a tree; raises DoesNotExist when it is not in the queryset.

    Must run inside `atomic()`. On SQLite the connection's IMMEDIATE transactions already allow one writer only.
    """
    connection = transaction.get_connection(queryset.db)
    if not connection.in_atomic_block:
        raise RuntimeError("lib.tree.lock needs an atomic block")
    if connection.features.has_select_for_update:
        queryset = queryset.select_for_update(of=("self",))
    return queryset.get()


def _manager(model: type[T]) -> QuerySet[T]:
    return model._base_manager.all()


def _children(model: type[T], tree_id: int, parent: T | None) -> QuerySet[T]:
    return _manager(model).filter(tree_id=tree_id, induk=parent).order_by("lft")


def _slot(model: type[T], tree_id: int, parent: T | None, after: T | None, first: bool) -> int:
    """Return the lft at which a new branch begins: after a sibling, first, or (default) last under the parent."""
    if after is not None:
        if after.tree_id != tree_id or after.induk_id != (parent.pk if parent else None):
            raise ValueError("the sibling named by 'after' lies under another parent")
        return int(after.rght) + 1
    if first:
        return int(parent.lft) + 1 if parent else 1
    if parent is not None:
        return int(parent.rght)
    last = _children(model, tree_id, None).last()
    return int(last.rght) + 1 if last else 1


def _shift(model: type[T], tree_id: int, start: int, by: int) -> None:
    """Move every boundary at or beyond `start` by `by` places, in one statement."""
    _manager(model).filter(tree_id=tree_id, rght__gte=start).update(
        lft=Case(
            When(lft__gte=start, then=F("lft") + by),
            default=F("lft"),
            output_field=models.IntegerField(),
        ),
        rght=F("rght") + by,
    )


def insert(
    node: T, *, tree_id: int, parent: T | None, after: T | None = None, first: bool = False
) -> T:
    """Save a new leaf under `parent`, behind the sibling `after` (or first, or last) and return it."""
    model = type(node)
    slot = _slot(model, tree_id, parent, after, first)
    _shift(model, tree_id, slot, 2)
    node.tree_id, node.lft, node.rght = tree_id, slot, slot + 1
    node.kedalaman = parent.kedalaman + 1 if parent else 0
    node.induk = parent
    _manager(model).bulk_create([node])
    return node


def move(node: T, *, parent: T | None, after: T | None = None, first: bool = False) -> None:
    """Hang a branch under another parent (or elsewhere among its siblings) of the same tree.

    Raises ValueError when the parent lies inside the branch itself or `after` is the node or not a child of `parent`.
    """
    model, tree_id = type(node), node.tree_id
    if parent is not None and parent.is_within(node):
        raise ValueError("a branch cannot hang under itself")
    if after is not None and after.pk == node.pk:
        raise ValueError("a node cannot follow itself")
    slot = _slot(model, tree_id, parent, after, first)
    lft, rght = node.lft, node.rght
    width = rght - lft + 1
    depth = (parent.kedalaman + 1 if parent else 0) - node.kedalaman
    inside = Q(lft__gte=lft, rght__lte=rght)
    # Boundaries between the old and the new place give way by the width of the branch, the other way round.
    if slot > rght:
        by, low, high, give = slot - rght - 1, rght + 1, slot - 1, -width
    else:
        by, low, high, give = slot - lft, slot, lft - 1, width
    _manager(model).filter(tree_id=tree_id).filter(
        inside | Q(lft__range=(low, high)) | Q(rght__range=(low, high))
    ).update(
        lft=Case(
            When(inside, then=F("lft") + by),
            When(lft__range=(low, high), then=F("lft") + give),
            default=F("lft"),
            output_field=models.IntegerField(),
        ),
        rght=Case(
            When(inside, then=F("rght") + by),
            When(rght__range=(low, high), then=F("rght") + give),
            default=F("rght"),
            output_field=models.IntegerField(),
        ),
        kedalaman=Case(
            When(inside, then=F("kedalaman") + depth),
            default=F("kedalaman"),
            output_field=models.IntegerField(),
        ),
    )
    _manager(model).filter(pk=node.pk).update(induk=parent)


def delete(node: TreeNode) -> None:
    """Delete a branch with everything that hangs on it and close the gap."""
    model, tree_id, lft, rght = type(node), node.tree_id, node.lft, node.rght
    _manager(model).filter(tree_id=tree_id, lft__gte=lft, rght__lte=rght).delete()
    _shift(model, tree_id, rght + 1, lft - rght - 1)


def build(
    nodes: Sequence[T],
    *,
    tree_id: int,
    parent: T | None = None,
    after: T | None = None,
    first: bool = False,
) -> list[T]:
    """Save many new nodes at once: 10,000 in under half a second.

    `nodes` stand in tree order; `under` marked each one's parent, an earlier node of the list (unmarked: a top node).
    With `parent` the top nodes hang there, behind `after`, first, or last. Positions are computed here; rows are
    created depth by depth so that children know their parent's key. Keys already set are kept (restore).
    """
    if not nodes:
        return []
    model = type(nodes[0])
    slot = _slot(model, tree_id, parent, after, first)
    children: dict[int | None, list[T]] = defaultdict(list)
    known: set[int] = set()
    for node in nodes:
        upper = node.__dict__.get("_build_parent")
        if upper is not None and id(upper) not in known:
            raise ValueError("a parent must stand before its children")
        children[id(upper) if upper is not None else None].append(node)
        known.add(id(node))
    _shift(model, tree_id, slot, 2 * len(nodes))
    layers = _number(children, slot, parent.kedalaman + 1 if parent else 0, tree_id)
    for layer in layers:
        for node in layer:
            upper = node.__dict__.pop("_build_parent", None)
            node.induk = upper if upper is not None else parent
        _manager(model).bulk_create(layer, batch_size=BATCH)
    return list(nodes)


def under(node: T, upper: T | None) -> T:
    """Mark whose child a node of a coming `build` is, and return the node."""
    node.__dict__["_build_parent"] = upper
    return node


def _number(
    children: dict[int | None, list[T]], slot: int, depth: int, tree_id: int
) -> list[list[T]]:
    """Give lft, rght, kedalaman and tree_id to every node below the build's top; return them layer by layer."""
    layers: list[list[T]] = []
    counter = slot
    stack: list[tuple[T, int, bool]] = [(n, 0, False) for n in reversed(children[None])]
    while stack:
        node, layer, done = stack.pop()
        if done:
            node.rght = counter
            counter += 1
            continue
        if len(layers) == layer:
            layers.append([])
        layers[layer].append(node)
        node.tree_id, node.lft, node.kedalaman = tree_id, counter, depth + layer
        counter += 1
        stack.append((node, layer, True))
        stack.extend((child, layer + 1, False) for child in reversed(children[id(node)]))
    return layers


def all_models() -> list[type[TreeNode]]:
    """Return every model whose rows stand in trees."""
    return [model for model in apps.get_models() if issubclass(model, TreeNode)]


def check(model: type[TreeNode], tree_ids: Iterable[int] | None = None) -> list[Fault]:
    """Verify tree_id, lft, rght, kedalaman and induk of every tree of the model (or of those named); two queries."""
    astray = _manager(model).exclude(tree_id=F(f"{model.OWNER}_id"))
    if tree_ids is not None:
        astray = astray.filter(tree_id__in=list(tree_ids))
    faults = [
        Fault(tree_id, pk, f"tree_id {tree_id}, seharusnya {owner}")
        for pk, tree_id, owner in astray.values_list("pk", "tree_id", f"{model.OWNER}_id")
    ]
    return faults + _check_positions(model, tree_ids)


def _check_positions(model: type[TreeNode], tree_ids: Iterable[int] | None) -> list[Fault]:
    rows = _manager(model).order_by("tree_id", "lft", "pk")
    if tree_ids is not None:
        rows = rows.filter(tree_id__in=list(tree_ids))
    trees: dict[int, list[tuple[int, int | None, int, int, int]]] = defaultdict(list)
    for pk, parent, tree_id, lft, rght, depth in rows.values_list(
        "pk", "induk_id", "tree_id", "lft", "rght", "kedalaman"
    ):
        trees[tree_id].append((pk, parent, lft, rght, depth))
    return [fault for tree_id, nodes in trees.items() for fault in _check_tree(tree_id, nodes)]


def _check_tree(
    tree_id: int, nodes: list[tuple[int, int | None, int, int, int]]
) -> Iterable[Fault]:
    here = {pk for pk, *_ in nodes}
    marks = sorted(mark for _, _, lft, rght, _ in nodes for mark in (lft, rght))
    if marks != list(range(1, 2 * len(nodes) + 1)):
        yield Fault(tree_id, None, "batas lft/rght tidak berurutan dari 1")
    path: list[tuple[int, int]] = []  # (pk, rght) of the open ancestors
    for pk, parent, lft, rght, depth in nodes:
        while path and path[-1][1] < lft:
            path.pop()
        expected = path[-1][0] if path else None
        if parent is not None and parent not in here:
            yield Fault(tree_id, pk, f"induk {parent} berada di pohon lain")
        elif parent != expected:
            yield Fault(tree_id, pk, f"induk {parent} tidak cocok dengan letaknya")
        if rght <= lft or (path and rght > path[-1][1]):
            yield Fault(tree_id, pk, f"batas {lft}-{rght} menembus induknya")
        if depth != len(path):
            yield Fault(tree_id, pk, f"kedalaman {depth}, seharusnya {len(path)}")
        path.append((pk, rght))


def repair(model: type[TreeNode], tree_id: int) -> int:
    """Rebuild an owner's tree from induk and order; return how many rows changed.

    `tree_id` is the owner's primary key. The caller holds the owner's lock. Nodes whose parent is gone or belongs to
    another owner become roots at the end.
    """
    nodes = list(_manager(model).filter(**{f"{model.OWNER}_id": tree_id}).order_by("lft", "pk"))
    before = {n.pk: (n.tree_id, n.lft, n.rght, n.kedalaman, n.induk_id) for n in nodes}
    by_pk = {n.pk: n for n in nodes}
    children: dict[int | None, list[Any]] = defaultdict(list)
    for node in nodes:
        if node.induk_id not in by_pk:
            node.induk_id = None
        children[node.induk_id].append(node)
    reached: set[int] = set()
    for node in list(children[None]):
        _reach(node.pk, children, reached)
    for node in nodes:  # a ring of parents has no root: cut it at its first node
        if node.pk not in reached:
            children[node.induk_id].remove(node)
            node.induk_id = None
            children[None].append(node)
            _reach(node.pk, children, reached)
    keyed: dict[int | None, list[Any]] = {None: children[None]}
    keyed.update({id(by_pk[pk]): kids for pk, kids in children.items() if pk is not None})
    _number(defaultdict(list, keyed), 1, 0, tree_id)
    changed = [
        n for n in nodes if before[n.pk] != (n.tree_id, n.lft, n.rght, n.kedalaman, n.induk_id)
    ]
    columns = [*POSITION_FIELDS, "induk"]
    _manager(model).bulk_update(changed, columns, batch_size=BATCH)
    return len(changed)


def _reach(pk: int, children: dict[int | None, list[Any]], reached: set[int]) -> None:
    """Note a node and all below it; what was noted before is not followed again."""
    waiting = [pk]
    while waiting:
        pk = waiting.pop()
        reached.add(pk)
        waiting.extend(node.pk for node in children[pk] if node.pk not in reached)
