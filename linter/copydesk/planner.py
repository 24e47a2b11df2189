"""Settings and rules by folder: which configuration holds where, and what comes of it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping

from copydesk.articles import Source
from copydesk.config import store
from copydesk.config.find import find_config, find_root, shown
from copydesk.config.settings import Settings
from copydesk.engine import Group
from copydesk.merged import Merged, baseline_of, bases_key, config_bytes
from copydesk.model import CopydeskError, Problem, Rule
from copydesk.rules.folders import rule_folders, rules_key
from copydesk.sources.files import Excluded, exclusion, is_left_out, walk
from copydesk.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from copydesk.config_from import TrustedConfigs
    from copydesk.duplicates.redis_address import Address
    from copydesk.project import Project

_CONFIGS = (".yml", ".yaml", ".toml")
_KEPT = 64  # merged configurations that stay in the cache folder

Matched = tuple[int, ...]
"""Numbers of the overrides of a configuration that hold for an article."""


class RunOptions(NamedTuple):
    """What the command line or the caller asks for; it beats every configuration file.

    Attributes:
        select: Run these rules only.
        extend_select: Run these rules too.
        ignore: Do not run these rules.
        profile: Profile, or None for the configured one.
        min_confidence: Least confidence, or None for the configured one.
        config: Files (the last one holds, nested configuration is then ignored) and `KEY=VALUE` pairs.
        isolated: Read no configuration file, and no cache unless `cache_dir` names one.
        cache_dir: Folder for compiled rules, or None for the project's own.
        no_cache: Keep nothing.
        force_exclude: Exclusions hold for files named outright, too.
        shared_index: Address of an index shared with other runs, instead of the project's own.
        bare: Absolute path of a folder to be taken for one without a configuration, in it and above it; the pairs of
            `config` are its configuration then, and nothing to those below it.
    """

    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    profile: str | None = None
    min_confidence: str | None = None
    config: tuple[str, ...] = ()
    isolated: bool = False
    cache_dir: str | None = None
    no_cache: bool = False
    force_exclude: bool = False
    shared_index: str | None = None
    bare: str | None = None


class Plan:
    """Articles to read, the sets of rules for them, and what is wrong so far.

    Attributes:
        configs: The configuration file of each group as messages show it, None where there is none.
        whole: Whether the articles are all there are.
        project: The git work tree that the articles are compared with, None outside of one.
        cache: Folder where findings are kept, None for none.
        group_for: The set of rules that would hold for an article at a path, by number; None if it were left out.
        trusted: The configurations of a commit that hold, if not those in the work tree do.
    """

    __slots__ = ("cache", "configs", "errors", "group_for", "groups", "notes", "project", "sources", "trusted", "whole")

    def __init__(self) -> None:
        """Start with nothing to do."""
        self.sources: list[Source] = []
        self.groups: list[Group] = []
        self.configs: list[str | None] = []
        self.errors: list[Problem] = []
        self.notes: list[Problem] = []
        self.whole = False
        self.project: Project | None = None
        self.cache: str | None = None
        self.group_for: Callable[[str], int | None] = lambda _path: None
        self.trusted: TrustedConfigs | None = None


class Planner:
    """Settings and rules by folder, each configuration file read once."""

    def __init__(self, options: RunOptions, trusted: TrustedConfigs | None = None) -> None:
        self.options = options
        self.trusted = trusted
        self.address = _address(options)
        self.plan = Plan()
        self.configs: dict[str, str | None] = {} if options.bare is None else {options.bare: None}
        self.groups: dict[tuple[str | None, Matched], int] = {}
        self.ready: dict[tuple[str | None, Matched], Merged] = {}
        self.settings: dict[tuple[str | None, Matched], Settings] = {}
        self.exclusions: dict[str | None, Excluded] = {}
        self.overrides: dict[str | None, list[Excluded]] = {}
        self.caches: dict[str, str | None] = {}
        files = [item for item in options.config if not _is_pair(item)]
        self.pairs = [item for item in options.config if _is_pair(item)]
        self.final: str | None = os.path.abspath(files[-1]) if files else None
        if self.final is not None and not files[-1].endswith(_CONFIGS) and not os.path.lexists(self.final):
            raise CopydeskError(f"--config: there is no file '{files[-1]}'; one setting is written KEY=VALUE")

    def config_of(self, folder: str) -> str | None:
        if self.final is not None:
            return self.final
        if self.trusted is not None:
            return self.trusted.find(folder)
        return None if self.options.isolated else find_config(folder, self.configs)

    def project(self, folder: str) -> Project | None:
        """The git work tree that a folder is in; with a shared index, this folder outside of one."""
        root = find_root(folder)
        if root is None and self.address is None:
            return None
        from copydesk.project import Project
        from copydesk.work_tree import WorkTree

        root = root or folder
        config = self.config_of(root)
        extended = bases_key(self.ready_for(config, root).settings)
        settings = repr((self.pairs, self.final, config, extended)).encode("utf-8", "surrogatepass")
        settings += config_bytes(config)
        if self.trusted is not None:
            settings = repr((self.pairs, self.trusted.commit)).encode("utf-8", "surrogatepass")
            tree = WorkTree(root, self.excluded_from, settings, config, nested=False)
        else:
            tree = WorkTree(root, self.excluded_by, settings, config, nested=self.final is None)
        if self.address is not None:
            from copydesk.shared_project import SharedProject

            return SharedProject(tree, self.address, lambda: walk([root], self.excluded))
        return Project(tree, self.cache_dir(config, root))

    def settings_of(self, config: str | None, matched: Matched = ()) -> Settings:
        """The settings of a configuration with some of its overrides, and what the command line says on top."""
        if (config, matched) not in self.settings:
            settings = Settings()
            if config is not None:
                from copydesk.config.load import load_settings

                settings = load_settings(config)
                if self.trusted is not None:
                    self.trusted.fetch_named(settings)
                if matched:
                    from copydesk.config.overrides import layered

                    for _, _, data, layer in [settings.overrides[number] for number in matched]:
                        settings = layered(settings, data, layer)
            for pair in self.pairs if config is None or self.options.bare is None else ():
                from copydesk.config.settings import with_override

                settings = with_override(settings, pair)
            for name in ("profile", "min-confidence"):
                value = getattr(self.options, name.replace("-", "_"))
                if value is not None:
                    from copydesk.config.settings import check_value

                    settings = settings._replace(**{name.replace("-", "_"): check_value(name, value, f"--{name}")})
            self.settings[config, matched] = settings
        return self.settings[config, matched]

    def excluded(self, path: str, folder: bool) -> bool:
        """Whether the configuration that holds where a path stands leaves it out."""
        return self.excluded_by(self.config_of(os.path.dirname(path)), path, folder)

    def excluded_by(self, config: str | None, path: str, folder: bool) -> bool:
        """Whether a configuration leaves out a path."""
        if config not in self.exclusions:
            settings = self.ready_for(config, os.path.dirname(path)).settings
            parts = []
            if settings.exclude:
                from copydesk.config.inside import folder_of

                parts = [(patterns, self.real(folder_of(settings, layer))) for patterns, layer in settings.exclude]
            self.exclusions[config] = exclusion(parts)
        return self.exclusions[config](path, folder)

    def real(self, folder: str) -> str:
        """The folder of the work tree that a configuration stands for."""
        return folder if self.trusted is None else self.trusted.real(folder)

    def matched(self, config: str | None, path: str) -> Matched:
        """The overrides of a configuration that hold for an article, given by its absolute path."""
        if config not in self.overrides:
            found = self.ready_for(config, os.path.dirname(path)).settings.overrides
            self.overrides[config] = [exclusion([(patterns, self.real(root))]) for root, patterns, *_ in found]
        return tuple(number for number, holds in enumerate(self.overrides[config]) if holds(path, False))

    def excluded_from(self, _config: str | None, path: str, folder: bool) -> bool:
        """As `excluded`, where it is not for the work tree to say which configuration holds."""
        return self.excluded(path, folder)

    def excluded_outright(self, path: str) -> bool:
        """Whether a walk of the whole project would leave a file out: it must come through each folder above."""
        if is_left_out(path):
            return True
        folder = False
        while not self.excluded(path, folder):
            path, below = os.path.dirname(path), path
            folder = True
            if path == below or os.path.exists(os.path.join(path, ".git")):
                return False
        return True

    def group_of(self, folder: str) -> int:
        """The set of rules that holds in a folder where no override does, by number."""
        return self._group(self.config_of(folder), folder, ())

    def group_at(self, path: str) -> int:
        """The set of rules that holds for an article, given by its absolute path, by number."""
        folder = os.path.dirname(path)
        config = self.config_of(folder)
        return self._group(config, folder, self.matched(config, path))

    def _group(self, config: str | None, folder: str, matched: Matched) -> int:
        if (config, matched) not in self.groups:
            ready = self.ready_for(config, folder, matched)
            self.groups[config, matched] = len(self.plan.groups)
            self.plan.groups.append(ready.group)
            name = self.name_of(config) if config is not None else None
            self.plan.configs.append(
                f"{name} (override {', '.join(str(at + 1) for at in matched)})" if matched else name
            )
            # Without an override all of the file is looked at, and so are the names in every override.
            for note in (*ready.notes, *self.ready_for(config, folder).renamed):
                if note not in self.plan.notes:
                    self.plan.notes.append(note)
        return self.groups[config, matched]

    def group_for(self, path: str) -> int | None:
        """As `Plan.group_for`."""
        full = os.path.abspath(path)
        return None if self.excluded_outright(full) else self.group_at(full)

    def name_of(self, config: str) -> str:
        """A configuration file as messages name it."""
        return shown(config) if self.trusted is None else self.trusted.named(config)

    def ready_for(self, config: str | None, folder: str, matched: Matched = ()) -> Merged:
        """Settings and rules for a configuration file, from the cache or made now; no group of the run comes of it."""
        if (config, matched) not in self.ready:
            # The name of the entry comes first: should the file change meanwhile, nothing new is kept under it.
            entry = self._entry(config, folder, matched)
            ready = Merged.from_plain(store.read(entry)) if entry is not None else None
            if ready is None:
                try:
                    ready = self._merged(config, folder, matched, entry)
                except CopydeskError as error:
                    if self.trusted is None:
                        raise
                    raise CopydeskError(self.trusted.named(str(error))) from None
            self.settings[config, matched] = ready.settings
            self.ready[config, matched] = ready
        return self.ready[config, matched]

    def _merged(self, config: str | None, folder: str, matched: Matched, entry: str | None) -> Merged:
        """Read and merge everything, and keep the outcome for the next run."""
        from copydesk.config.inside import place_at
        from copydesk.rules.select import check_selectors, idle, select

        settings = self.settings_of(config, matched)
        overrides = range(len(settings.overrides) if not matched else 0)
        folders = rule_folders(settings)
        key = rules_key(folders) if entry is not None else ""
        notes: list[Problem] = []
        rules = self.rules_of(settings, folder, notes)
        for name, selectors, layer in settings.selectors:
            check_selectors(rules, place_at(layer, name), name, selectors)
        # Whatever holds for no file of this run is looked at too, as nobody would tell otherwise.
        for number in overrides:
            self.check_override(config, folder, number)
        asked = self.options
        names: dict[str, str] = {}
        renamed: list[Problem] = []
        if any(rule.aliases for rule in rules.values()):
            from copydesk.rules.aliases import current_names, renamed_notes

            names = current_names(rules.values())
            named = [settings, *(self.settings_of(config, (number,)) for number in overrides)]
            given = {"--select": asked.select, "--extend-select": asked.extend_select, "--ignore": asked.ignore}
            renamed = renamed_notes(names, named, given)
            if self.trusted is not None:
                renamed = [note._replace(path=self.trusted.named(note.path)) for note in renamed]
        chosen = select(
            rules,
            select=asked.select or settings.select,
            ignore=(*_still_ignored(settings, asked, names), *asked.ignore),
            extend_select=(*settings.extend_select, *asked.extend_select),
        )
        group = Group(
            tuple(chosen),
            settings.language,
            settings.min_confidence,
            settings.allow_ignores,
            idle(rules, chosen),
            settings.fail_on,
            settings.duplicates,
            baseline_of(settings),
        )
        merged = Merged(settings, group, notes, renamed)
        if entry is not None:
            store.write(entry, merged.plain(folders, key), _KEPT)
        return merged

    def check_override(self, config: str | None, folder: str, number: int) -> None:
        """Find what is wrong with an override.

        Raises:
            CopydeskError: Something is.
        """
        from copydesk.config.inside import place_at
        from copydesk.rules.select import check_selectors

        settings = self.settings_of(config, (number,))
        rules = self.rules_of(settings, folder, [])
        for name, selectors, layer in settings.selectors:
            check_selectors(rules, place_at(layer, name), name, selectors)

    def _entry(self, config: str | None, folder: str, matched: Matched) -> str | None:
        """The cache file for one configuration and what the command line adds to it, if there is a cache."""
        cache = self.cache_dir(config, folder)
        if cache is None or self.trusted is not None:
            return None
        # What another version keeps may have other fields.
        fields = Settings._fields, Group._fields, Rule._fields
        asked = (self.options._replace(config=(), shared_index=None), self.pairs, config, matched, fields)
        total = store.digest(repr(asked).encode("utf-8", "surrogatepass"))
        total.update(config_bytes(config))
        return os.path.join(cache, f"plan-{total.hexdigest()}.marshal")

    def rules_of(self, settings: Settings, folder: str, notes: list[Problem]) -> dict[str, Rule]:
        """All known rules with the configuration merged in."""
        from copydesk.rules.load import load_rules
        from copydesk.rules.select import RulesConfig, configure

        path = settings.path
        records = load_rules(rule_folders(settings), self.cache_dir(path, folder), notes)

        return configure(
            records,
            [RulesConfig(rules, layer) for rules, layer in settings.rules],
            settings.profile,
            overrides=settings.rule_overrides,
            preview=settings.preview,
        )

    def cache_dir(self, config: str | None, folder: str) -> str | None:
        """Folder for compiled rules: as asked for, else the project's, else none."""
        if self.options.no_cache:
            return None
        cache = self.options.cache_dir
        if cache is None and not self.options.isolated:
            root = find_root(folder) or (os.path.dirname(config) if config is not None else None)
            cache = os.path.join(root, store.FOLDER) if root is not None else None
        if cache is not None and cache not in self.caches:
            distrust = store.reason_to_distrust(cache)
            if distrust is not None:
                self.plan.notes.append(Problem(shown(cache), distrust))
            self.caches[cache] = None if distrust is not None else cache
        return self.caches[cache] if cache is not None else None


def _address(options: RunOptions) -> Address | None:
    """Where the shared index is, if one is asked for."""
    if options.shared_index is None:
        return None
    if options.isolated:
        raise CopydeskError("--isolated compares the articles given with nothing else; leave --index out")
    from copydesk.duplicates.redis_address import read_address

    return read_address(options.shared_index)


def _still_ignored(settings: Settings, asked: RunOptions, names: Mapping[str, str]) -> Iterable[str]:
    """What the configuration ignores and the command line does not ask for, under what name ever: it beats the file."""
    added = {names.get(name, name) for name in asked.extend_select}
    return () if asked.select else (name for name in settings.ignore if names.get(name, name) not in added)


def _is_pair(item: str) -> bool:
    return "=" in item and not os.path.isfile(item)
