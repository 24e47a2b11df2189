"""Install the Redis server that the tests of the shared index start, where that can be done; only those tests need it."""

from debian_packages import install

if __name__ == "__main__":
    # At run level 1 the package does not start a server of its own.
    install("redis-server", ["redis-server"], "the tests of the shared index", {"RUNLEVEL": "1"})
