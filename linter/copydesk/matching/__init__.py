"""Many patterns over much text: Aho-Corasick for literals, RE2 for regexes, `regex` with a time limit for the rest."""
