"""An invented year on a desk of its own, over the real record: what `accede demo` shows.

`year.toml` holds what people say and do; the modules beside it do it day by day, by the actions that the pages use.
"""
