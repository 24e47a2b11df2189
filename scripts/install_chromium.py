"""Install Chromium, in which the tests open the quality report, where that can be done; only those tests need it."""

from debian_packages import install

if __name__ == "__main__":
    install("chromium", ["chromium", "fonts-dejavu-core"], "the tests of the quality report")
