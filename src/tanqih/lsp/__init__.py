"""The language server: `tanqih lsp`. `analysis` knows texts and issues, `answers` the protocol's objects, `server` the connection."""
