"""What a run shall do: which files, and which rules for each of them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from copydesk.config import store
from copydesk.config.find import find_config, find_root
from copydesk.config.settings import Settings
from copydesk.engine import Group, Source
from copydesk.model import CopydeskError, Problem, Rule
from copydesk.rules.files import builtin_folder, files_key, read_rule_files
from copydesk.sources.files import Excluded, exclusion, walk

_KEPT = 16  # merged configurations that stay in the cache folder
_PLAIN = (list, str, tuple, list, tuple, list)


class RunOptions(NamedTuple):
    """What the command line or the caller asks for; it beats every configuration file.

    Attributes:
        select: Run these rules only.
        extend_select: Run these rules too.
        ignore: Do not run these rules.
        profile: Profile, or None for the configured one.
        min_confidence: Least confidence, or None for the configured one.
        config: Files (the last one holds, nested configuration is then ignored) and `KEY=VALUE` pairs.
        isolated: Read no configuration file and no cache.
        cache_dir: Folder for compiled rules, or None for the project's own.
        no_cache: Keep nothing.
        force_exclude: Exclusions hold for files named outright, too.
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


class Plan:
    """Articles to read, the sets of rules for them, and what is wrong so far.

    Attributes:
        fail_on: Least severity that fails the run, from the configuration that comes first.
        whole: Whether the articles are all there are.
    """

    __slots__ = ("errors", "fail_on", "groups", "notes", "sources", "whole")

    def __init__(self) -> None:
        """Start with nothing to do."""
        self.sources: list[Source] = []
        self.groups: list[Group] = []
        self.errors: list[Problem] = []
        self.notes: list[Problem] = []
        self.fail_on = "warning"
        self.whole = False


def make_plan(paths: Sequence[str], options: RunOptions, stdin: tuple[str, bytes] | None = None) -> Plan:
    """Find the files and the rules that hold for each.

    Args:
        paths: Files and folders as given.
        options: See there.
        stdin: Name and content of standard input, if it is to be read.

    Raises:
        CopydeskError: A configuration, a rule or a selector is wrong.
    """
    planner = _Planner(options)
    plan = planner.plan
    here = os.path.abspath(".")
    missing = [path for path in paths if not os.path.lexists(path)]
    plan.errors += [Problem(path.replace(os.sep, "/"), "no such file or folder") for path in missing]
    given = [path for path in paths if path not in missing]
    plan.whole = any(os.path.isdir(path) and _is_root(os.path.abspath(path)) for path in given)
    for path in walk(given, planner.excluded, force_exclude=options.force_exclude):
        plan.sources.append(Source(path, group=planner.group_of(os.path.dirname(os.path.abspath(path)))))
    if stdin is not None:
        name, data = stdin
        folder = os.path.dirname(os.path.abspath(name)) or here
        excluded = options.force_exclude and planner.excluded(os.path.abspath(name), False)
        if not excluded:
            plan.sources.append(Source(name.replace(os.sep, "/"), data, group=planner.group_of(folder)))
    if not plan.groups:
        planner.group_of(here)
    return plan


class _Planner:
    """Settings and rules by folder, each configuration file read once."""

    def __init__(self, options: RunOptions) -> None:
        self.options = options
        self.plan = Plan()
        self.configs: dict[str, str | None] = {}
        self.groups: dict[str | None, int] = {}
        self.settings: dict[str | None, Settings] = {}
        self.exclusions: dict[str | None, Excluded] = {}
        self.caches: dict[str | None, str | None] = {}
        files = [item for item in options.config if not _is_pair(item)]
        self.pairs = [item for item in options.config if _is_pair(item)]
        self.final: str | None = os.path.abspath(files[-1]) if files else None

    def config_of(self, folder: str) -> str | None:
        if self.final is not None:
            return self.final
        return None if self.options.isolated else find_config(folder, self.configs)

    def settings_of(self, config: str | None) -> Settings:
        if config not in self.settings:
            settings = Settings()
            if config is not None:
                from copydesk.config.load import load_settings

                settings = load_settings(config)
            for pair in self.pairs:
                from copydesk.config.settings import with_override

                settings = with_override(settings, pair)
            if self.options.profile is not None:
                settings = settings._replace(profile=self.options.profile)
            if self.options.min_confidence is not None:
                settings = settings._replace(min_confidence=self.options.min_confidence)
            self.settings[config] = settings
        return self.settings[config]

    def excluded(self, path: str, folder: bool) -> bool:
        config = self.config_of(os.path.dirname(path))
        if config not in self.exclusions:
            self.group_of(os.path.dirname(path))
            settings = self.settings[config]
            self.exclusions[config] = exclusion(settings.exclude, settings.root)
        return self.exclusions[config](path, folder)

    def group_of(self, folder: str) -> int:
        config = self.config_of(folder)
        if config not in self.groups:
            ready = self._kept(config, folder) or self._merged(config, folder)
            if not self.plan.groups:
                self.plan.fail_on = ready.settings.fail_on
            self.settings[config] = ready.settings
            self.groups[config] = len(self.plan.groups)
            self.plan.groups.append(ready.group)
            self.plan.notes += [note for note in ready.notes if note not in self.plan.notes]
        return self.groups[config]

    def _merged(self, config: str | None, folder: str) -> _Merged:
        """Read and merge everything, and keep the outcome for the next run."""
        from copydesk.rules.select import idle, select

        settings = self.settings_of(config)
        notes: list[Problem] = []
        rules = self.rules_of(settings, folder, notes)
        asked = self.options
        chosen = select(
            rules,
            select=asked.select or settings.select,
            ignore=(*_still_ignored(settings, asked), *asked.ignore),
            extend_select=(*settings.extend_select, *asked.extend_select),
        )
        group = Group(
            tuple(chosen), settings.language, settings.min_confidence, settings.allow_ignores, idle(rules, chosen)
        )
        merged = _Merged(settings, group, notes)
        cache = self.cache_dir(config, folder)
        if cache is not None:
            folders = [builtin_folder(), *rule_folders(settings)]
            store.write(self._entry(cache, config), merged.plain(folders), _KEPT)
        return merged

    def _kept(self, config: str | None, folder: str) -> _Merged | None:
        """What an earlier run merged, if nothing that it depends on has changed."""
        cache = self.cache_dir(config, folder)
        if cache is None:
            return None
        distrust = store.reason_to_distrust(cache)
        if distrust is not None:
            self.plan.notes.append(Problem(_shown(cache), distrust))
            self.caches[cache] = None
            return None
        return _Merged.from_plain(store.read(self._entry(cache, config)))

    def _entry(self, cache: str, config: str | None) -> str:
        """The cache file for one configuration and what the command line adds to it."""
        total = store.digest(repr((self.options, config)).encode("utf-8", "surrogatepass"))
        total.update(config_bytes(config))
        return os.path.join(cache, f"plan-{total.hexdigest()}.marshal")

    def rules_of(self, settings: Settings, folder: str, notes: list[Problem]) -> dict[str, Rule]:
        """All known rules with the configuration merged in."""
        from copydesk.rules.load import load_rules
        from copydesk.rules.select import configure

        folders = [builtin_folder(), *rule_folders(settings)]
        records = load_rules(folders, self.cache_dir(settings.path, folder), notes)
        return configure(
            records,
            settings.rules,
            settings.profile,
            overrides=settings.rule_overrides,
            preview=settings.preview,
            source=settings.path or "",
        )

    def cache_dir(self, config: str | None, folder: str) -> str | None:
        """Folder for compiled rules: as asked for, else the project's, else none."""
        if self.options.no_cache:
            return None
        cache = self.options.cache_dir
        if cache is None and not self.options.isolated:
            root = find_root(folder) or (os.path.dirname(config) if config is not None else None)
            cache = os.path.join(root, store.FOLDER) if root is not None else None
        return self.caches.get(cache, cache)


class _Merged(NamedTuple):
    """Settings and rules for one configuration file, and what there was to say about them."""

    settings: Settings
    group: Group
    notes: Sequence[Problem]

    def plain(self, folders: Sequence[str]) -> tuple[Any, ...]:
        """Plain data for the cache; `folders` are those that the rules come from."""
        rules = [tuple(rule) for rule in self.group.rules]
        group = tuple(self.group)[1:]
        key = files_key(read_rule_files(folders)[0])
        return list(folders), key, tuple(self.settings), rules, group, [tuple(note) for note in self.notes]

    @classmethod
    def from_plain(cls, plain: Any) -> _Merged | None:
        """Back from the cache; None if it holds none, or a rule file has changed since."""
        if not isinstance(plain, tuple) or len(plain) != len(_PLAIN) or not all(map(isinstance, plain, _PLAIN)):
            return None
        folders, key, settings, rules, group, notes = plain
        try:
            if files_key(read_rule_files(folders)[0]) != key:
                return None
        except CopydeskError:
            return None
        chosen = tuple(Rule(*rule) for rule in rules)
        return cls(Settings(*settings), Group(chosen, *group), [Problem(*note) for note in notes])


def _still_ignored(settings: Settings, asked: RunOptions) -> Iterable[str]:
    """What the configuration ignores and the command line does not ask for: it beats the file."""
    return () if asked.select else (name for name in settings.ignore if name not in asked.extend_select)


def config_bytes(config: str | None) -> bytes:
    """Content of a configuration file; nothing where it cannot be read, which is told when it is loaded."""
    if config is None:
        return b""
    try:
        with open(config, "rb") as file:
            return file.read()
    except OSError:
        return b""


def known_rules(options: RunOptions) -> list[Rule]:
    """All rules as the configuration of this folder sets them, sorted by id.

    Raises:
        CopydeskError: A configuration or a rule is wrong.
    """
    planner = _Planner(options)
    here = os.path.abspath(".")
    rules = planner.rules_of(planner.settings_of(planner.config_of(here)), here, [])
    return [rules[rule_id] for rule_id in sorted(rules)]


def _is_root(folder: str) -> bool:
    """Whether a folder is not merely a part of a work tree."""
    return find_root(folder) in (None, folder)


def _shown(path: str) -> str:
    relative = os.path.relpath(path)
    return path if relative.startswith("..") else relative.replace(os.sep, "/")


def _is_pair(item: str) -> bool:
    return "=" in item and not os.path.isfile(item)


def rule_folders(settings: Settings) -> Iterable[str]:
    """The configured rule folders.

    Raises:
        CopydeskError: One lies outside the project, or is no folder.
    """
    root = os.path.realpath(find_root(settings.root) or settings.root)
    for name in settings.rule_folders:
        path = os.path.realpath(os.path.join(settings.root, name))
        if os.path.commonpath([root, path]) != root:
            raise CopydeskError(f"{settings.path}: the rule folder '{name}' lies outside the project")
        if not os.path.isdir(path):
            raise CopydeskError(f"{settings.path}: the rule folder '{name}' is no folder")
        yield path
