"""What a run shall do: which files, and which rules for each of them."""

from __future__ import annotations

import os
from collections.abc import Sequence

from copydesk.articles import Source
from copydesk.checks import ACROSS
from copydesk.config.find import find_root
from copydesk.config.settings import Settings
from copydesk.merged import Merged
from copydesk.model import CopydeskError, Problem, Rule
from copydesk.planner import Plan, Planner, RunOptions
from copydesk.sources.files import LEAVES, leaves_project, shown_path, walk
from copydesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from copydesk.config_from import TrustedConfigs
    from copydesk.project import Project


def make_plan(
    paths: Sequence[str],
    options: RunOptions,
    stdin: tuple[str, bytes] | None = None,
    trusted: TrustedConfigs | None = None,
) -> Plan:
    """Find the files and the rules that hold for each.

    Args:
        paths: Files and folders as given.
        options: See there.
        stdin: Name and content of standard input, if it is to be read.
        trusted: Configurations of a commit, which hold instead of those in the work tree.

    Raises:
        CopydeskError: A configuration, a rule or a selector is wrong.
    """
    planner = Planner(options, trusted)
    plan = planner.plan
    plan.group_for = planner.group_for
    plan.trusted = trusted
    here = current_folder()
    paths = list(dict.fromkeys(paths))
    missing = {path for path in paths if not os.path.lexists(path)}
    plan.errors += [
        Problem(path.replace(os.sep, "/"), "no such file or folder" if path else "the name of a file is empty")
        for path in paths
        if path in missing
    ]
    away = {path for path in paths if leaves_project(path)}
    plan.errors += [Problem(shown_path(path), LEAVES) for path in paths if path in away]
    given = [path for path in paths if path not in missing and path not in away]
    plan.whole = any(os.path.isdir(path) and _is_root(os.path.abspath(path)) for path in given)
    outright = planner.excluded_outright if options.force_exclude else None
    for path in walk(given, planner.excluded, outright):
        plan.sources.append(Source(path, group=planner.group_at(os.path.abspath(path))))
    if stdin is not None:
        name = shown_path(stdin[0])
        # An editor gives what it holds of a file that may be on disk as well.
        plan.sources = [source for source in plan.sources if source.path != name]
        full = os.path.abspath(name)
        if outright is None or not outright(full):
            plan.sources.append(Source(name, stdin[1], group=planner.group_at(full)))
    if not plan.groups:
        planner.group_of(here)
    if options.shared_index is not None:
        # What is no copy now may be one when others have put their articles in.
        plan.whole = False
    if trusted is None:
        plan.cache = planner.cache_dir(planner.config_of(here), here)
    if plan.sources and not options.isolated:
        across = any(rule.kind in ACROSS for group in plan.groups for rule in group.rules)
        plan.project = planner.project(here) if across else None
    plan.notes += _missing(plan)
    return plan


def _missing(plan: Plan) -> list[Problem]:
    """A note where a rule is told to find the main text of pages and what it takes is not installed."""
    asking = [rule.id for group in plan.groups for rule in group.rules if rule.options.get("main-content") == "require"]
    if not asking:
        return []
    from importlib.util import find_spec

    if find_spec("resiliparse") is not None:
        return []
    return [
        Problem(asking[0], "main-content is required, but resiliparse is not installed: pip install 'copydesk[html]'")
    ]


def current_folder() -> str:
    """Absolute path of the folder that the run is in.

    Raises:
        CopydeskError: It is not there any more.
    """
    try:
        return os.getcwd()
    except OSError:
        raise CopydeskError("the current folder is not there any more") from None


def project_here(options: RunOptions) -> tuple[Project | None, list[Problem]]:
    """The git work tree of the current folder where an index of it can be kept, and what there is to say about that.

    Raises:
        CopydeskError: A configuration is wrong.
    """
    planner = Planner(options)
    here = current_folder()
    planner.group_of(here)
    project = planner.project(here)
    return (project if project is not None and project.cached else None), planner.plan.notes


def settings_for(path: str, options: RunOptions) -> Settings:
    """The settings that hold for a file or folder, which need not be there.

    Raises:
        CopydeskError: The configuration is wrong.
    """
    planner = Planner(options)
    full = os.path.abspath(path)
    if os.path.isdir(full):
        return planner.settings_of(planner.config_of(full))
    config = planner.config_of(os.path.dirname(full))
    return planner.settings_of(config, planner.matched(config, full))


def read_config(path: str) -> Merged:
    """A configuration file with all it names, read anew.

    Raises:
        CopydeskError: Something in it is wrong.
    """
    planner = Planner(RunOptions(no_cache=True))
    return planner.ready_for(os.path.abspath(path), os.path.dirname(os.path.abspath(path)))


def known_rules(options: RunOptions) -> list[Rule]:
    """All rules as the configuration of this folder sets them, sorted by id.

    Raises:
        CopydeskError: A configuration or a rule is wrong.
    """
    planner = Planner(options)
    here = current_folder()
    rules = planner.rules_of(planner.settings_of(planner.config_of(here)), here, [])
    return [rules[rule_id] for rule_id in sorted(rules)]


def _is_root(folder: str) -> bool:
    """Whether a folder is not merely a part of a work tree."""
    return find_root(folder) in (None, folder)
