"""A treaty's status page of the UN Treaty Collection, saved from the browser. See docs/formats/untc-html.md."""
