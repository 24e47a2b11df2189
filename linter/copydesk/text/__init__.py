"""Pure functions over text: normalising, words, sentences, quotations, syllables, shingles."""
