from __future__ import annotations

import pytest

from copydesk.duplicates.clusters import keep_order


def chosen(policy, *rows):
    return min(rows, key=lambda row: keep_order(policy, *row))[0]


def test_policies():
    old, new, bare = ("b.md", 30, "2019-12-31"), ("c.md", 20, "2020-01-01T08:00:00Z"), ("a.md", 10, None)
    assert chosen("first", old, new, bare) == "a.md"
    assert chosen("longest", old, new, bare) == "b.md"
    assert chosen("newest", old, new, bare) == "c.md"
    assert chosen("newest", old, bare) == "b.md"
    assert chosen("newest", bare, ("d.md", 5, "soon")) == "a.md"
    assert chosen(["x/**", "c.*"], old, new, bare) == "c.md"
    assert chosen(["x/**"], old, new, bare) == "a.md"
    assert chosen([], old, new, bare) == "a.md"
    assert chosen("longest", ("z.md", 9, None), ("y.md", 9, None)) == "y.md"


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("2019-12-31", "2020-01-01"),
        ("2020-1-2", "2020-01-10"),
        ("2020-01-02", "2020-01-02 10:00"),
        ("2020-01-02T09:59:59+02:00", "2020-01-02T10:00:00Z"),
        ("2020/01/02", "2020-02-01"),
        ("20200102", "20200110"),
        ("2020", "1999-01-01"),
        ("", "1999-01-01"),
        ("1 May 2020", "1999-01-01"),
    ],
)
def test_dates(earlier, later):
    assert keep_order("newest", "z.md", 0, later) < keep_order("newest", "a.md", 0, earlier)


@pytest.mark.parametrize(
    ("glob", "fits", "fails"),
    [
        ("docs/**", ["docs/a.md", "docs/b/c.md"], ["a/docs/a.md", "docs.md"]),
        ("docs/", ["docs/a.md", "a/docs/b.md"], ["docs2/a.md"]),
        ("/docs", ["docs/a.md"], ["a/docs/b.md"]),
        ("*.md", ["a.md", "x/a.md"], ["a.txt"]),
        ("docs/*.md", ["docs/a.md"], ["docs/b/a.md"]),
        ("**/news/*.md", ["news/a.md", "x/y/news/a.md"], ["news/b/a.md"]),
        ("docs/**/a.md", ["docs/a.md", "docs/x/y/a.md"], ["docs/ba.md"]),
        ("a?.md", ["ab.md"], ["a.md"]),
        ("a*b*c.md", ["abc.md", "axbxbxc.md", "abbcc.md"], ["acb.md", "ab/c.md"]),
        ("**/**/b/**/*.md", ["b/a.md", "x/b/y/z/a.md"], ["a.md", "x/a.md"]),
        ("*a*a*a*a*a*a*a*a*b", [], ["a" * 200]),
        ("**/" * 9 + "a*a*b.md", ["x/aab.md"], ["a/" * 200 + "a" * 200]),
        ("a+b.md", ["a+b.md"], ["aab.md"]),
    ],
)
def test_globs(glob, fits, fails):
    assert [keep_order([glob], path, 0)[0] for path in fits] == [0] * len(fits)
    assert [keep_order([glob], path, 0)[0] for path in fails] == [1] * len(fails)
