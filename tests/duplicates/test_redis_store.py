import json
import random
import socket
import subprocess
import sys
import threading
from string import ascii_lowercase

import pytest
from redis_machines import COUNCIL, HARBOUR, HELD, NEAR, command, facts_of, folded, start
from redis_server import inconsistencies, running_server

from copydesk.duplicates.quoted import runs
from copydesk.duplicates.redis_address import read_address
from copydesk.duplicates.redis_index import RedisIndex
from copydesk.duplicates.redis_records import (
    HEADER,
    SharedIndexError,
)
from copydesk.duplicates.redis_store import RedisStore, Tree
from copydesk.duplicates.redis_write import clear, put, remove
from copydesk.duplicates.texts import ALONE, MemoryStore
from copydesk.model import CopydeskError
from copydesk.plan import make_plan
from copydesk.planner import RunOptions
from copydesk.sources.origin import origin_of, remote_name
from like_texts import crowded_texts, make_texts

redis = pytest.importorskip("redis", reason="the extra redis is not installed")
pytest_plugins = ["redis_fixtures"]


def test_two_machines_find_each_others_copies(index, url, machines):
    first, second = machines
    first.write("posts/a.md", COUNCIL)
    second.write(
        "posts/a.md", "Something else altogether stands in this paragraph, and it is long enough to be kept.", NEAR
    )
    second.write("b.md", HELD)
    assert first.found(url) == set()
    assert second.found(url, "posts") == {("posts/a.md", 5, "first:posts/a.md", 3, "", False)}
    found = second.found(url, "b.md")
    assert ("b.md", 3, "first:posts/a.md", 3, "contained", True) in found
    assert {place for _, _, place, _, _, _ in found} == {"first:posts/a.md", "posts/a.md"}
    assert first.found(url) == {
        ("posts/a.md", 3, "second:posts/a.md", 5, "", False),
        ("posts/a.md", 3, "second:b.md", 3, "contained", True),
    }


def test_titles_and_whole_articles_are_compared(index, url, machines):
    first, second = machines
    longer = [COUNCIL, HARBOUR, "A third paragraph tells of the bakery, which opens at five and is sold out by nine."]
    first.write("bakery-hours.md", *longer)
    second.write("bakery-hours.md", *longer)
    first.write("near.md", *longer)
    first.found(url, "bakery-hours.md")
    rules = "duplicate-article", "near-duplicate-article", "duplicate-headline", "shared-paragraph"
    result = second.check(url, select=rules)
    assert [(finding.rule, finding.related[0].path) for finding in result.findings] == [
        ("duplication.duplicate-article", "first:bakery-hours.md")
    ]
    second.write("bakery-hours.md", *longer[:2], longer[2].replace("nine", "ten"))
    result = second.check(url, select=rules)
    assert [finding.rule for finding in result.findings] == ["duplication.near-duplicate-article"]


def test_an_article_replaces_what_was_stored_of_it(index, url, machines):
    first, second = machines
    first.write("a.md", COUNCIL)
    second.write("b.md", COUNCIL)
    first.found(url)
    assert second.found(url)
    first.write("a.md", HARBOUR)
    assert first.found(url) == set()
    assert second.found(url) == set()
    assert inconsistencies(index) == []
    second.write("b.md", HARBOUR)
    assert second.found(url) == {("b.md", 3, "first:a.md", 3, "", True)}


def test_an_article_that_is_as_it_was_is_not_written_again(index):
    articles = {f"{number}.md": (bytes([number]) * 16, facts_of([["a"] * 9, [str(number)] * 9])) for number in range(4)}
    assert put(index, "here", articles) == 4
    assert put(index, "here", articles) == 0
    articles["1.md"] = (b"x" * 16, articles["2.md"][1])
    assert put(index, "here", articles) == 1


def test_an_own_article_that_is_gone_or_was_changed_is_not_taken_from_the_index(index, url, machines):
    first, _ = machines
    first.write("a.md", COUNCIL)
    first.write("b.md", HARBOUR)
    first.found(url)
    (first.root / "a.md").rename(first.root / "c.md")
    assert first.found(url, "c.md") == set()
    first.write("b.md", "A line that moves what follows further down, for there is a paragraph more.", COUNCIL)
    first.write("d.md", HARBOUR)
    assert first.found(url, "d.md") == set(), "the paragraph has left b.md since it was put in"
    assert first.found(url, "c.md") == {("c.md", 3, "b.md", 5, "", True)}


def test_very_many_own_articles_may_have_changed(index, url, machines, monkeypatch):
    monkeypatch.setattr("copydesk.duplicates.redis_texts._AHEAD", 1)
    first, _ = machines
    texts = [" ".join(f"word{one}and{other}" for other in ascii_lowercase[:20]) for one in ascii_lowercase[:25]]
    for number, text in enumerate(texts):
        first.write(f"old/{number}.md", text)
        first.write(f"new/{number}.md", text)
    first.found(url, "old")
    for number, text in enumerate(texts):
        first.write(f"old/{number}.md", "A line that moves what follows.", text)
    assert first.found(url, "new") == {(f"new/{number}.md", 3, f"old/{number}.md", 5, "", True) for number in range(25)}


def test_articles_of_an_origin_can_be_removed(index, url, machines):
    first, second = machines
    first.write("a.md", COUNCIL)
    second.write("b.md", COUNCIL)
    first.found(url)
    assert second.found(url)
    done = command(first.root, "index", "clear", "--index", url)
    assert (done.returncode, done.stdout) == (0, f"removed 1 articles of first from {url}\n")
    assert second.found(url) == set()
    assert clear(index, "second") == 1
    left = {key for key in index.client.scan_iter("*") if b"_keys" not in key}
    assert left == {index.key(b"header")}


def test_what_a_shared_index_holds_is_told(index, url, machines):
    first, second = machines
    for name in ("a", "b", "c"):
        first.write(f"{name}.md", COUNCIL)
    second.write("b.md", COUNCIL)
    first.check(url)
    second.check(url)
    first.write("a.md", NEAR)
    first.write("d.md", COUNCIL)
    (first.root / "c.md").unlink()
    done = command(first.root, "index", "status", "--index", url)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        f"{url} (project default)",
        "articles of first: 3",
        "articles of others: 1 (second)",
        "changed since: 1 (a.md)",
        "not in it: 1 (d.md)",
        "in it, and not here any more: 1 (c.md)",
    ]
    done = command(first.root, "index", "status", "--index", url, "--config", "exclude=[d.md]")
    assert "not in it: 0\n" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (("clear", "--cache-dir", "x"), "--cache-dir"),
        (("clear", "--config", "a=b"), "--config"),
        (("status", "--cache-dir", "x"), "--cache-dir"),
    ],
)
def test_what_says_nothing_about_a_shared_index_is_refused(machines, arguments, what):
    done = command(machines[0].root, "index", *arguments, "--index", "redis://localhost/0")
    assert (done.returncode, f"leave {what} out" in done.stderr) == (2, True)


def test_a_server_that_never_answers_is_said_with_status_2(machines):
    first, _ = machines
    first.write("a.md", "The the council met.")
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        url = f"redis://127.0.0.1:{silent.getsockname()[1]}/0"
        runs = [start(first.root, *arguments, "--index", url) for arguments in (("check",), ("index", "clear"))]
        told = [run.communicate(timeout=60) for run in runs]
    assert [run.returncode for run in runs] == [2, 2]
    for _, stderr in told:
        message = f"the index at {url} cannot be used: the server does not answer within 8 seconds"
        assert message in stderr.decode()
    assert b"repeated-word" in told[0][0]


def test_a_transaction_that_fails_asks_nothing_more(index):
    index.client.config_resetstat()

    def fail():
        with index.transaction() as pipe:
            pipe.watch(index.key(b"article", b"x"))
            raise SharedIndexError("the server does not answer")

    with pytest.raises(SharedIndexError):
        fail()
    assert "cmdstat_watch" in index.client.info("commandstats")
    assert "cmdstat_unwatch" not in index.client.info("commandstats")
    assert index.stamps([b"x"]) == [b""]


def test_standard_input_is_compared_but_not_put_in(index, url, machines):
    first, second = machines
    first.write("a.md", COUNCIL)
    first.found(url)
    done = command(second.root, "check", "--index", url, "-", text=f"# New\n\n{COUNCIL}\n")
    assert "stands in first:a.md, line 3" in done.stdout
    assert index.client.smembers(index.key(b"origin", b"second")) == set()


def test_projects_know_nothing_of_one_another(url, machines):
    first, second = machines
    first.write("a.md", COUNCIL)
    second.write("b.md", COUNCIL)
    first.found(f"{url}?project=one")
    assert second.found(f"{url}?project=two") == set()
    assert second.found(f"{url}?project=one&origin=here") == {("b.md", 3, "first:a.md", 3, "", True)}


@pytest.mark.parametrize("header", ["something else", HEADER.replace("shared index", "another index")])
def test_an_index_of_another_make_is_refused(url, machines, header):
    key = "copydesk:default:header"
    client = redis.Redis.from_url(url)
    client.set(key, header)
    first, _ = machines
    first.write("a.md", "The the council met.")
    with pytest.raises(CopydeskError, match=r"another version of copydesk.*\?project=NAME"):
        RedisIndex(read_address(url))
    done = command(first.root, "check", "--index", url)
    assert done.returncode == 2
    assert "another version of copydesk" in done.stderr
    assert "repeated-word" in done.stdout, "what an article gives by itself is told all the same"
    assert client.keys() == [key.encode()], "nothing is written into it"


def test_a_server_that_is_gone_is_said_with_status_2(tmp_path, machines):
    first, _ = machines
    first.write("a.md", COUNCIL)
    with running_server(tmp_path) as (port, process):
        url = f"redis://:secret-word@127.0.0.1:{port}/0"
        plain = url.replace(":secret-word@", "")
        assert command(first.root, "check", "--index", plain).returncode == 0
        index = RedisIndex(read_address(plain))
        process.kill()
        process.wait()
        with pytest.raises(SharedIndexError):
            index.stamps([b"x"])
    for arguments in (("check",), ("check", "--exit-zero"), ("index", "clear")):
        done = command(first.root, *arguments, "--index", url)
        assert done.returncode == 2
        assert f"the index at {plain} cannot be used: " in done.stderr
        assert "secret-word" not in done.stderr + done.stdout
        assert "Traceback" not in done.stderr


def test_a_wrong_password_is_said(tmp_path, machines):
    first, _ = machines
    first.write("a.md", COUNCIL)
    with running_server(tmp_path) as (port, _):
        redis.Redis(port=port).config_set("requirepass", "right-word")
        for given in ("", ":secret-word@", "user:secret-word@"):
            done = command(first.root, "check", "--index", f"redis://{given}127.0.0.1:{port}/0")
            assert done.returncode == 2
            assert f"the index at redis://127.0.0.1:{port}/0 cannot be used: the server does not take" in done.stderr
            assert "redis://user:password@host:port/db" in done.stderr
            assert "secret-word" not in done.stderr
        assert command(first.root, "check", "--index", f"redis://:right-word@127.0.0.1:{port}/0").returncode == 0


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("http://localhost", "redis://host:port/db"),
        ("redis://", "redis://host:port/db"),
        ("redis://localhost:99999/0", "cannot be read"),
        ("redis://localhost/news", "number"),
        ("redis://localhost/0?projekt=a", "project=NAME and origin=NAME"),
        ("redis://localhost/0?socket_timeout=1", "project=NAME and origin=NAME"),
        ("redis://localhost/0?project=a*", "letters, digits"),
        ("redis://localhost/0?origin=", "cannot be read|visible"),
        ("redis://localhost/0?origin=a%0ab", "visible"),
    ],
)
def test_a_wrong_address_is_refused(address, reason):
    with pytest.raises(CopydeskError, match=reason):
        read_address(address)


def test_isolated_forbids_it():
    with pytest.raises(CopydeskError, match="--isolated"):
        make_plan(["."], RunOptions(isolated=True, shared_index="redis://localhost/0"))


def test_only_the_option_loads_the_client(machines):
    first, _ = machines
    for number in range(3):
        first.write(f"{number}.md", COUNCIL)
    code = (
        "import sys\nfrom copydesk.cli.main import main\nmain(sys.argv[1:])\n"
        "print(*{'redis', 'datasketch', 'copydesk.shared_project'} & set(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "check", "."], cwd=first.root, capture_output=True, encoding="utf-8", check=True
    )
    assert done.stderr.strip() == ""


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://user:secret@Example.org/news/site.git", "example.org/news/site"),
        ("ssh://git@example.org:2222/news/site.git/", "example.org/news/site"),
        ("git@example.org:news/site.git", "example.org/news/site"),
        ("example.org:/news/site", "example.org/news/site"),
        ("/srv/git/site.git", "site"),
        ("../site", "site"),
        ("file:///srv/git/site.git", "site"),
        ("", ""),
    ],
)
def test_an_origin_is_the_same_however_it_is_reached(url, name):
    assert remote_name(url) == name


def test_the_origin_of_a_work_tree(tmp_path):
    folder = tmp_path / "news"
    folder.mkdir()
    assert origin_of(str(folder)) == "news"
    subprocess.run(["git", "init", "--quiet", str(folder)], check=True)
    assert origin_of(str(folder)) == "news"
    subprocess.run(["git", "-C", str(folder), "remote", "add", "origin", "git@example.org:a/b.git"], check=True)
    assert origin_of(str(folder)) == "example.org/a/b"


def of_words(store, focus, jaccard=0.6, containment=0.8):
    """All that a store tells of the passages of some articles and what is near to them, by words."""
    texts = store.passages(jaccard, containment)
    todo = [text for path in focus for text in texts.of(path)]
    told = {}
    while todo:
        text = todo.pop()
        words = tuple(texts.words(text))
        if words in told:
            continue
        near = sorted((tuple(texts.words(other)), jaccard, held) for other, jaccard, held in texts.near(text))
        places = sorted((held.path.removeprefix("there:"), held.number, held.kind) for held in texts.places(text))
        told[words] = near, places, texts.size(text), texts.strength(text), texts.several(text)
        todo += [other for other, _, _ in texts.near(text)]
    return told


@pytest.mark.parametrize("make", [make_texts, crowded_texts])
@pytest.mark.parametrize("seed", range(4))
def test_the_answers_are_those_of_a_store_in_memory(index, make, seed):
    rng = random.Random(seed)
    texts = [words for words in make(seed, 250) if words]
    said = [" ".join(words[:12]) for words in texts[:20] if len(words) >= 12]
    articles = {
        f"{number:03}.md": facts_of(
            rng.choices(texts, k=5),
            names=("n",),
            quotations=tuple((1, 2, 1, 1, 1, 2, "quotation", text) for text in rng.sample(said, 2)),
        )
        for number in range(150)
    }
    focus = rng.sample(sorted(articles), 20)
    here = {path: facts for path, facts in articles.items() if path in focus}
    there = {path: facts for path, facts in articles.items() if path not in focus}
    put(index, "there", {path: (b"1" * 16, facts) for path, facts in there.items()})
    apart = focus[:7]  # such as standard input
    put(index, "here", {path: (b"1" * 16, facts) for path, facts in here.items() if path not in apart})
    store = RedisStore(index, Tree("here", str, str, {}.get), here, apart)
    assert of_words(store, focus, 0.6, 0.8) == of_words(MemoryStore(articles), focus, 0.6, 0.8)
    assert of_words(store, focus, 0.7, ALONE) == of_words(MemoryStore(articles), focus, 0.7, ALONE)
    memory = MemoryStore(articles)
    for run in {run for text in said for run in runs(text)}:
        assert sorted(path.removeprefix("there:") for path in store.quoting(run)) == list(memory.quoting(run))
    other = next(path for path in articles if path not in focus and f"there:{path}" in store._by_path)
    assert store.facts(f"there:{other}") == articles[other]
    assert store.labels(f"there:{other}") == MemoryStore(articles).labels(other)


@pytest.mark.parametrize("apart", [(), ("b.md",), ("a.md", "b.md")])
def test_two_articles_meet_whether_or_not_they_are_in_the_index(index, apart):
    here = {"a.md": facts_of([folded(COUNCIL), folded(HARBOUR)]), "b.md": facts_of([folded(NEAR)])}
    put(index, "here", {path: (b"1" * 16, facts) for path, facts in here.items() if path not in apart})
    for focus in (["a.md"], ["b.md"]):
        store = RedisStore(index, Tree("here", str, str, {}.get), here, apart)
        assert of_words(store, focus) == of_words(MemoryStore(here), focus)


def test_lists_of_one_text_are_not_sent(index, url, machines):
    first, _ = machines
    for number in range(40):
        words = [" ".join(f"word{number}of{place}in{part}" for place in range(20)) for part in range(5)]
        first.write(f"{number}.md", *words)
    first.found(url)
    texts = sum(1 for _ in index.client.scan_iter(index.key(b"held") + b":*"))
    assert texts == 200 + 40 + 40
    index.client.config_resetstat()
    assert first.found(url) == set()
    # Where each stands, and those lists that happen to hold two.
    assert index.client.info("commandstats")["cmdstat_smembers"]["calls"] < 1.2 * texts


def test_writers_do_not_disturb_one_another(url, index):
    failed = []

    def write(number):
        rng = random.Random(number)
        mine = RedisIndex(read_address(url))
        try:
            for _ in range(12):
                paths = rng.sample("abcdef", 3)
                articles = {
                    path: (rng.randbytes(16), facts_of([[rng.choice("xyz")] * 9, [rng.choice("uvw")] * 30], "t"))
                    for path in paths
                }
                put(mine, f"origin {number % 2}", articles)
                remove(mine, f"origin {number % 2}", rng.sample("abcdef", 2))
        except Exception as error:  # noqa: BLE001 - told below
            failed.append(error)
        finally:
            mine.close()

    threads = [threading.Thread(target=write, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert inconsistencies(index) == []
    for number in range(2):
        clear(index, f"origin {number}")


def test_runs_at_the_same_time_find_what_is_there(index, url, tmp_path):
    shared = [f"{HARBOUR} {COUNCIL} Number {'abcdefgh'[number]} of the series." for number in range(8)]
    running = []
    for number in range(4):
        folder = tmp_path / f"machine-{number}"
        folder.mkdir()
        for article in range(8):
            (folder / f"{article}.md").write_text(f"# {number} {article}\n\n{shared[article]}\n")
        running.append(start(folder, "check", "--index", url))
    for process in running:
        process.communicate()
        assert process.returncode in (0, 1)
    assert inconsistencies(index) == []
    for number in range(4):
        arguments = "--select", "shared-paragraph", "--output-format", "json", "--min-confidence", "low"
        done = command(tmp_path / f"machine-{number}", "check", "--index", url, *arguments)
        assert [found["related_total"] for found in json.loads(done.stdout)["findings"]] == [31] * 8


def test_the_habits_of_other_machines_count(index, url, machines):
    first, second = machines
    for number in range(11):
        first.write(f"{number:02}.md", f"Ticket {number} is sold on the website of line {number}.")
    assert first.check(url, select=("project-terms",)).findings == ()
    second.write("odd.md", "The bakery has no web site, and nobody has ever missed one.")
    (finding,) = second.check(url, select=("project-terms",)).findings
    assert finding.message.startswith("“web site” here, but “website” in 11 of the 12 articles")
    assert [place.path for place in finding.related] == ["first:00.md", "first:01.md", "first:02.md"]
    first.write("00.md", "No ticket.")
    first.write("01.md", "One more web site.")
    first.check(url, select=("project-terms",))
    assert second.check(url, select=("project-terms",)).findings == ()
