"""What `copydesk init` does: look at a project, lint it, and write configuration, baseline and hook."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress

from copydesk.baseline_update import DEFAULT as BASELINE
from copydesk.baseline_update import update_baselines
from copydesk.config.find import NAMES, PYPROJECT, config_in, find_config, find_root, shown
from copydesk.document import Document
from copydesk.fix import line_end
from copydesk.formats import parse
from copydesk.model import CopydeskError, Finding, Result
from copydesk.plan import make_plan
from copydesk.planner import Plan, RunOptions
from copydesk.run import lint_plan
from copydesk.site import Site, look_at, sample
from copydesk.sources.files import PassedError, UnreadableError, read_file
from copydesk.typed import NamedTuple

HOOK_FILE = ".pre-commit-config.yaml"
CONFIG_FILE = NAMES[-1]
EXAMPLES = 3
_HOOK = """\
- repo: local
  hooks:
    - id: copydesk
      name: copydesk
      entry: copydesk check --force-exclude
      language: system
      types_or: [markdown, mdx, html, plain-text]
      require_serial: true
"""


class FirstRun(NamedTuple):
    """What a first run has found and would write.

    Attributes:
        site: What kind of site it is.
        plan: Of the run.
        result: All that was found.
        config_file: Name of the configuration file, the one that holds in this folder once it is written.
        hooks: Content of the file of hooks as it is; None if there is none.
        hook: New content of the file of hooks; None if it has the hook already, or does not let one be put in.
        has_hook: Whether the hook is there already.
    """

    site: Site
    plan: Plan
    result: Result
    config_file: str
    hooks: bytes | None
    hook: bytes | None
    has_hook: bool


def first_run(
    profile: str | None = None, jobs: int = 0, progress: Callable[[int], None] | None = None, *, force: bool = False
) -> FirstRun:
    """Look at the project of the current folder, and lint it; nothing is written.

    Args:
        profile: The profile, if it shall not be found out.
        jobs: Processes to use; 0 picks by the amount of text.
        progress: Called with the number of articles done so far.
        force: Whether a configuration that is there already is to be looked past. One further down holds, as it will
            when a new one has been written here.

    Raises:
        CopydeskError: There is a configuration already, or there are no articles.
    """
    here = os.getcwd()
    there = find_config(here)
    if there is not None and not force:
        raise CopydeskError(
            f"{shown(there)} is there already; copydesk check goes by it, and copydesk init --force would look past it"
        )
    paths = [source.path for source in make_plan(["."], RunOptions(bare=here)).sources]
    if not paths:
        raise CopydeskError(
            "there are no articles in this folder: no file that ends in .md, .markdown, .mdx, .html, .htm or .txt"
        )
    site = look_at(".", paths, _documents(sample(paths)))
    if profile is not None:
        site = site._replace(profile=profile, why="as asked for")
    plan = make_plan(["."], RunOptions(config=tuple(_pairs(site)), bare=here))
    result = lint_plan(plan, jobs=jobs, progress=progress, figures=False)
    own = os.path.basename(config_in(here) or CONFIG_FILE)
    hooks = _read(HOOK_FILE)
    hook, has_hook = _with_hook(hooks) if find_root(here) == here else (None, False)
    return FirstRun(site, plan, result, CONFIG_FILE if own == PYPROJECT else own, hooks, hook, has_hook)


def _documents(paths: Sequence[str]) -> Iterator[Document]:
    for path in paths:
        try:
            yield parse(read_file(path), path)
        except (PassedError, UnreadableError):
            continue


def _pairs(site: Site) -> Iterator[str]:
    """The settings as `--config` takes them; an empty one leaves aside what a configuration says."""
    yield f"profile={site.profile}"
    if site.language:
        yield f"language={site.language}"
    if site.exclude:
        yield f"exclude={_flow(site.exclude)}"
    if site.copies:
        yield f"duplicates.copies={_flow(site.copies)}"


def _flow(items: Sequence[str]) -> str:
    """A YAML list on one line."""
    return "[" + ", ".join("'" + item.replace("'", "''") + "'" for item in items) + "]"


def config_text(site: Site, *, baseline: bool) -> str:
    """The configuration file for a site.

    Args:
        site: What has been found out.
        baseline: Whether there is a baseline to name.
    """
    lines = ["# What the keys mean: docs/configuration.md of copydesk, or: copydesk config show"]
    lines.append(f"profile: {site.profile}  # {site.why}")
    if site.language:
        lines.append(f"language: {site.language}  # of articles that do not say theirs")
    if site.exclude:
        lines.append(f"exclude: {_flow(site.exclude)}  # pages that {site.generator} has built")
    if site.copies:
        lines += ["duplicates:", f"  copies: {_flow(site.copies)}  # versions or translations of the same pages"]
    if baseline:
        lines.append(f"baseline: {BASELINE}  # what was there on the first day; copydesk baseline update")
    return "\n".join(lines) + "\n"


def top_rules(findings: Sequence[Finding], most: int) -> list[tuple[str, list[Finding]]]:
    """The rules that have found the most, each with its findings, the gravest kind first."""
    by_rule: dict[str, list[Finding]] = {}
    for finding in findings:
        by_rule.setdefault(finding.rule, []).append(finding)
    grades = {"error": 0, "warning": 1, "suggestion": 2}
    ranked = sorted(
        by_rule.items(), key=lambda item: (min(grades[one.severity] for one in item[1]), -len(item[1]), item[0])
    )
    return ranked[:most]


def examples(findings: Sequence[Finding]) -> list[Finding]:
    """Some findings of a rule, from as many articles as there are."""
    first = list({finding.path: finding for finding in reversed(findings)}.values())[::-1]
    others = [finding for finding in findings if finding not in first]
    return [*first, *others][:EXAMPLES]


def write_first(run: FirstRun, *, baseline: bool, hook: bool) -> list[str]:
    """Write configuration, baseline and hook.

    Args:
        run: Of `first_run`.
        baseline: Whether to write a baseline.
        hook: Whether to put the hook in.

    Returns:
        A line on each file that was written.

    Raises:
        CopydeskError: One cannot be written.
    """
    named = baseline and bool(run.result.findings)
    written = []
    # Of articles that have a configuration of their own, it says which baseline holds.
    held = {source.path for source in run.plan.sources if run.plan.configs[source.group] is None}
    known = run.result._replace(findings=tuple(one for one in run.result.findings if one.path in held))
    if named:
        # Before the configuration, which names it: something else may stand there.
        (done,) = update_baselines(run.plan, known, os.path.abspath(BASELINE))
        written.append(
            f"{BASELINE}: {done.findings:,} findings in {done.articles:,} articles, which are not told from now on"
        )
    _write(run.config_file, config_text(run.site, baseline=named).encode())
    written.insert(0, f"{run.config_file}: the profile '{run.site.profile}'")
    if hook and run.hook is not None:
        _write(HOOK_FILE, run.hook, run.hooks)
        written.append(f"{HOOK_FILE}: the hook 'copydesk'; to use it: pre-commit install")
    return written


def hook_block() -> str:
    """The hook as it stands below `repos:`."""
    return "".join(f"  {line}\n" for line in _HOOK.splitlines())


def _with_hook(data: bytes | None) -> tuple[bytes | None, bool]:
    """The content of a file of hooks with ours in it, if it can be put in for certain, and whether it was there."""
    from copydesk.config.yaml_nodes import Problems, compose

    if data is None or not data.strip():
        return f"repos:\n{hook_block()}".encode(), False
    text = data.decode("utf-8-sig")
    problems: Problems = []
    before = compose(text, problems)
    said = before.data() if before is not None and not problems else None
    if not isinstance(said, dict) or not isinstance(said.get("repos"), list):
        return None, False
    hooks = [hook for repo in said["repos"] if isinstance(repo, dict) for hook in repo.get("hooks") or ()]
    if any(isinstance(hook, dict) and str(hook.get("id", "")).startswith("copydesk") for hook in hooks):
        return None, True
    new = _put_in(text)
    after = compose(new, problems) if new is not None else None
    if new is None or after is None or problems or after.data() != {**said, "repos": [*said["repos"], _hook_data()]}:
        return None, False
    return data[: len(data) - len(text.encode())] + new.encode(), False


def _put_in(text: str) -> str | None:
    """The text of a file of hooks with ours behind the last line of `repos`, indented as its items are."""
    ends = line_end(text)
    lines = text.split(ends)
    at = next((number for number, line in enumerate(lines) if line.startswith("repos:")), None)
    if at is None:
        return None
    items = [line for line in lines[at + 1 :] if line.lstrip().startswith("- ")]
    indent = " " * (len(items[0]) - len(items[0].lstrip())) if items else "  "
    end = next(
        (number for number in range(at + 1, len(lines)) if lines[number][:1].strip() and lines[number][0] not in "-#"),
        len(lines),
    )
    while end > at + 1 and not lines[end - 1].strip():
        end -= 1
    return ends.join([*lines[:end], *(indent + line for line in _HOOK.splitlines()), *(lines[end:] or [""])])


def _hook_data() -> object:
    from copydesk.config.yaml_nodes import compose

    node = compose(_HOOK, [])
    assert node is not None
    return node.data()[0]


def _read(path: str) -> bytes | None:
    try:
        with open(path, "rb") as file:
            data = file.read()
        data.decode()
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise CopydeskError(f"{path}: cannot be read: {error}") from None
    return data


def _write(path: str, data: bytes, old: bytes | None = None) -> None:
    """Write a file, all of it or nothing.

    Args:
        path: The file.
        data: What it shall hold.
        old: What it holds, if that is to be added to: its mode stays, and a link to it stays one.
    """
    from copydesk.sources.write import ChangedError, replace_file

    temporary = f"{path}.{os.getpid()}-{os.urandom(4).hex()}"
    try:
        if old is not None:
            replace_file(path, old, data)
            return
        try:
            with open(temporary, "xb") as file:
                file.write(data)
            os.replace(temporary, path)
        except BaseException:
            with suppress(FileNotFoundError):
                os.unlink(temporary)
            raise
    except ChangedError:
        raise CopydeskError(f"{path}: it has been changed meanwhile and is left alone") from None
    except OSError as error:
        raise CopydeskError(f"{path}: cannot be written: {error.strerror}") from None
