"""One near-duplicate tool over paragraphs: what `near_duplicates.py` runs in each tool's own environment.

    near_duplicates_tools.py TOOL STRINGS PAIRS THRESHOLD

Reads a JSON list of paragraphs, writes a JSON list of pairs of their numbers, and prints the CPU seconds from the
paragraphs in memory to the pairs and the peak memory in MB. The start of the process and imports are not counted.
"""

# ruff: noqa: PLC0415 - each tool is loaded in its own environment alone

from __future__ import annotations

import json
import re
import resource
import struct
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from unicodedata import normalize

Pairs = Iterable[tuple[int, int]]
Run = Callable[[list[str]], Pairs]

WORD = re.compile(r"[^\W_]+")
BANDS, ROWS = 32, 4  # of 128 permutations: finds a pair of similarity .6 with a probability of .988


def skip_bigrams(text: str) -> list[str]:
    """Pairs of words at distance one or two, as this tool takes them."""
    words = WORD.findall(normalize("NFKC", text).casefold())
    return list({f"{a} {b}" for step in (1, 2) for a, b in zip(words, words[step:], strict=False)}) or words


def copydesk(threshold: float) -> Run:
    """This tool: pairs verified by exact Jaccard similarity or containment."""
    from copydesk.duplicates.many_texts import pairs_of_strings

    def run(strings: list[str]) -> Pairs:
        first, pairs = pairs_of_strings(strings, threshold)
        yield from ((number, other) for number, other in enumerate(first) if number != other)
        yield from ((pair.later, pair.earlier) for pair in pairs)

    return run


def datasketch(threshold: float) -> Run:
    """Candidates of MinHashLSH with its own choice of bands."""
    from datasketch import MinHash, MinHashLSH

    def run(strings: list[str]) -> Pairs:
        tokens = [[shingle.encode("utf-8", "surrogatepass") for shingle in skip_bigrams(text)] for text in strings]
        index = MinHashLSH(threshold=threshold, num_perm=128)
        for number, minhash in enumerate(MinHash.bulk(tokens, num_perm=128)):
            yield from ((number, other) for other in index.query(minhash))
            index.insert(number, minhash)

    return run


def rensa(threshold: float) -> Run:
    """Candidates of RMinHashLSH."""
    from rensa import RMinHash, RMinHashLSH

    def run(strings: list[str]) -> Pairs:
        minhashes = RMinHash.from_token_sets([skip_bigrams(text) for text in strings], 128, 42)
        index = RMinHashLSH(threshold, 128, BANDS)
        index.insert_many(minhashes)
        yield from _both_ways(index.query_all(minhashes))

    return run


def gaoya(threshold: float) -> Run:
    """Pairs of MinHashStringIndex, filtered by estimated similarity; its own words and word pairs."""
    from gaoya.minhash import MinHashStringIndex

    def run(strings: list[str]) -> Pairs:
        index = MinHashStringIndex(32, threshold, BANDS, ROWS, None, "word", True, (2, 2))
        for number, text in enumerate(strings):
            index.insert_document(number, text)
        yield from _both_ways(index.query(text) for text in strings)

    return run


def datatrove(threshold: float) -> Run:  # noqa: ARG001 - bands alone decide
    """Clusters of the local MinHash pipeline, on runs of two words."""
    from datatrove.data import Document
    from datatrove.executor import LocalPipelineExecutor
    from datatrove.pipeline.dedup import MinhashDedupBuckets, MinhashDedupCluster, MinhashDedupSignature
    from datatrove.pipeline.dedup.minhash import MinhashConfig

    config = MinhashConfig(n_grams=2, num_buckets=BANDS, hashes_per_bucket=ROWS)

    def run(strings: list[str]) -> Pairs:
        def documents(_data: object, _rank: int, _world: int) -> Iterator[Document]:
            yield from (Document(text=text, id=str(number)) for number, text in enumerate(strings))

        with tempfile.TemporaryDirectory() as folder:
            signatures, buckets, removed, logs = (
                f"{folder}/{name}" for name in ("signatures", "buckets", "removed", "logs")
            )
            steps = (
                [documents, MinhashDedupSignature(output_folder=signatures, config=config)],
                [MinhashDedupBuckets(input_folder=signatures, output_folder=buckets, config=config)],
                [MinhashDedupCluster(input_folder=buckets, output_folder=removed, config=config, save_cluster_id=True)],
            )
            for number, pipeline in enumerate(steps):
                tasks = BANDS if number == 1 else 1
                LocalPipelineExecutor(pipeline=pipeline, tasks=tasks, workers=1, logging_dir=f"{logs}/{number}").run()
            clusters: dict[int, list[int]] = {}
            for path in sorted(Path(removed).glob("*.clusters")):
                for number, cluster in struct.iter_unpack("<II", path.read_bytes()):
                    clusters.setdefault(cluster, []).append(number)
        yield from _all_pairs(clusters.values())

    return run


def text_dedup(threshold: float) -> Run:
    """Clusters of text-dedup's MinHash, verified on runs of two words; the steps of its command but the last."""
    from text_dedup import minhash
    from text_dedup.config.base import load_config_from_toml

    def run(strings: list[str]) -> Pairs:
        with tempfile.TemporaryDirectory() as folder:
            data, settings = Path(folder, "data.jsonl"), Path(folder, "config.toml")
            data.write_text("\n".join(json.dumps({"text": text}) for text in strings), encoding="utf-8")
            settings.write_text(
                '[input]\ninput_type = "local_files"\nfile_type = "json"\n[input.read_arguments]\npath = "json"\n'
                f'data_files = "{data}"\nsplit = "train"\ncache_dir = "{folder}/cache"\n'
                '[algorithm]\nalgorithm_name = "minhash"\ntext_column = "text"\nnum_perm = 128\nngram_size = 2\n'
                f"threshold = {threshold}\ncheck_false_positive = true\nnum_proc = 1\n"
                f'[output]\noutput_dir = "{folder}/out"\n[debug]\nenable_profiling = false\n',
                encoding="utf-8",
            )
            config = load_config_from_toml(settings)
            dataset, *_ = minhash.load_and_preprocess(config)
            parents = minhash.cluster(config, minhash.fingerprint(config, dataset))
            _, parents = minhash.check_false_positives(config, minhash.assign(config, dataset, parents))
        clusters: dict[int, list[int]] = {}
        for number, cluster in parents.items():
            clusters.setdefault(cluster, []).append(number)
        yield from _all_pairs(clusters.values())

    return run


TOOLS: dict[str, Callable[[float], Run]] = {
    "copydesk": copydesk,
    "datasketch": datasketch,
    "rensa": rensa,
    "gaoya": gaoya,
    "datatrove": datatrove,
    "text-dedup": text_dedup,
}


def _both_ways(neighbours: Iterable[Iterable[int]]) -> Pairs:
    """Each text's neighbours as pairs of a later and an earlier one."""
    return ((number, other) for number, found in enumerate(neighbours) for other in found if other < number)


def _all_pairs(clusters: Iterable[list[int]]) -> Pairs:
    """All pairs of the members of clusters."""
    return ((later, earlier) for members in clusters for later in members for earlier in members if earlier < later)


def main() -> None:
    """Run the tool and print its figures."""
    tool, strings_file, pairs_file, threshold = sys.argv[1:]
    strings = json.loads(Path(strings_file).read_text(encoding="utf-8"))
    run = TOOLS[tool](float(threshold))
    before = _seconds()
    pairs = list(run(strings))
    seconds = _seconds() - before
    memory = _peak_megabytes()
    Path(pairs_file).write_text(json.dumps(pairs), encoding="utf-8")
    print(json.dumps([seconds, memory]))


def _peak_megabytes() -> float:
    status = Path("/proc/self/status")
    if status.exists():  # there the resource counts what the process was forked from
        peak = re.search(r"VmHWM:\s*(\d+)", status.read_text(encoding="ascii", errors="replace"))
        if peak:
            return int(peak[1]) / 1024
    per_megabyte = 1024 if sys.platform != "darwin" else 1024 * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / per_megabyte


def _seconds() -> float:
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


if __name__ == "__main__":
    main()
