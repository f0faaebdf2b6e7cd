"""Site furniture inside the article: navigation, sharing, related stories, repeated titles, captions, stamps, source tags."""
