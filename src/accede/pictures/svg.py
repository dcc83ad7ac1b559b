"""Writing SVG: elements, attributes and text, well-formed whatever a name contains."""

import functools
import html
import re

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def text(content: object) -> str:
    """`content` as XML text or attribute value; a character that XML has no way to write becomes U+FFFD."""
    return _escaped(str(content))


@functools.lru_cache(maxsize=2048)  # the shapes of the world come again with every map
def _escaped(content: str) -> str:
    return html.escape(_NOT_XML.sub("\ufffd", content))


def tag(name: str, *children: str, **attributes: object) -> str:
    """An element around `children`, which are markup already.

    `data_state` is written data-state and `class_` class; an attribute that is None is left out.
    """
    opening = name + "".join(
        f' {key.rstrip("_").replace("_", "-")}="{text(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{opening}>{''.join(children)}</{name}>" if children else f"<{opening}/>"


def picture(
    *drawing: str,
    element_id: str,
    label: str,
    description: str,
    box: tuple[int, int, int, int],
    **attributes: object,
) -> str:
    """The root: one image to assistive technology, named by its title and told by its description."""
    title_id, description_id = f"{element_id}-title", f"{element_id}-desc"
    return tag(
        "svg",
        tag("title", text(label), id=title_id),
        tag("desc", text(description), id=description_id),
        *drawing,
        xmlns="http://www.w3.org/2000/svg",
        id=element_id,
        viewBox=" ".join(map(str, box)),
        role="img",
        aria_labelledby=f"{title_id} {description_id}",
        **attributes,
    )
